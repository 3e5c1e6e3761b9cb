import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RecordedItem, withRows } from './table'

/**
 * `npm run conformance -w localcloud [-- PATTERN]`: runs the items (of the files whose path fits the pattern) and
 * writes how they ended into the table of the README. Fails when an item does.
 */
const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..', '..')
const readme = join(root, 'localcloud', 'README.md')
const out = join(root, '.cache', 'conformance')
const pattern = process.argv[2]

rmSync(out, { recursive: true, force: true })
const files = `localcloud/tests/conformance/.*${pattern ?? ''}`
const { status } = spawnSync('npx', ['jest', '--testPathPatterns', files, '-w', '1'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, CONFORMANCE_OUT: out },
})
const items = readdirSync(out).flatMap((file) => JSON.parse(readFileSync(join(out, file), 'utf8')) as RecordedItem[])
writeFileSync(readme, withRows(readFileSync(readme, 'utf8'), items, pattern === undefined))
process.exitCode = status ?? 1
