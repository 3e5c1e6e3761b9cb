import { join } from 'node:path'
import { root } from './paths'
import { CommandFailed, run, step } from './steps'

const bin = (name: string) => join(root, 'node_modules', '.bin', name)

const checks: [title: string, command: string, args: string[]][] = [
  ['types (tsc)', 'tsc', ['-p', '.']],
  ['format and lint (biome)', 'biome', ['ci', '--error-on-warnings', '--colors=off', '.']],
  [
    'dependency direction (dependency-cruiser)',
    'depcruise',
    ['--config', '.dependency-cruiser.cjs', 'src', 'cloudfunctions', 'localcloud', 'config', 'tests'],
  ],
]

/** `npm run check`: types, lint, format, dependency direction. All of them run, whatever fails. */
async function main(): Promise<void> {
  let failed = 0
  for (const [title, command, args] of checks) {
    try {
      await step(title, () => run(bin(command), args, { cwd: root }))
    } catch (error) {
      failed += 1
      console.error(error instanceof CommandFailed ? error.message : error)
    }
  }
  console.log(`${checks.length - failed} passed, ${failed} failed`)
  process.exit(failed > 0 ? 1 : 0)
}

main()
