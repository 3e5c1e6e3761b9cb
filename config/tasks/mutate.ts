import { existsSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { root } from './paths'
import { fail, show } from './steps'

/**
 * `npm run mutate [-- FILE|FOLDER …]`: breaks the rules of `src/domain` one small way after another and
 * tells which breaks no test notices. Ends with 1 below the least score (config/stryker/stryker.config.mjs).
 */
async function main(): Promise<void> {
  const cwd = process.env.LINTUAN_CWD ?? process.cwd()
  const globs = process.argv.slice(2).map((name) => globOf(resolve(cwd, name), name))
  const chosen = globs.length ? ['--mutate', [...globs, '!src/domain/**/*.test.ts'].join(',')] : []
  const stryker = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js')
  process.exit(await show(process.execPath, [stryker, 'run', 'config/stryker/stryker.config.mjs', ...chosen]))
}

/** What is named must be a file or folder of the rules. */
function globOf(path: string, name: string): string {
  const inside = relative(root, path)
  if (!existsSync(path) || !/^src.domain(?:[/\\]|$)/.test(inside)) {
    console.error(`npm run mutate takes files and folders of src/domain; not "${name}".`)
    process.exit(2)
  }
  const posix = inside.replaceAll('\\', '/')
  return statSync(path).isDirectory() ? `${posix}/**/*.ts` : posix
}

main().catch(fail)
