import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Basis, type Outcome, type RecordedItem, rowsOf, tableOf } from './table'

/**
 * Items of conformance: what the real SDKs are promised, each a test of its own that says what the promise rests on.
 * How they end makes the table of localcloud/README.md (`npm run conformance -w localcloud`), and each file of items
 * fails when that table says something else.
 */

type Run = () => void | Promise<void>

const recorded: RecordedItem[] = []
let registered = 0

/**
 * Something that works as it does in the cloud.
 * @param area belongs to one file of items; a row of the table
 * @param basis what the expectation rests on: official documentation, the SDK's code, or an assumption never compared
 *   with the real cloud
 */
export function item(area: string, name: string, basis: Basis, run: Run, note?: string): void {
  register({ area, name, basis, outcome: 'works', ...(note === undefined ? {} : { note }) }, run)
}

/** Something that differs from the cloud on purpose, as `note` says; the run shows how it is here. */
export function differs(area: string, name: string, basis: Basis, note: string, run: Run): void {
  register({ area, name, basis, outcome: 'differs', note }, run)
}

/** Something the cloud has and localcloud has not; the run shows that it fails, and with what. */
export function missing(area: string, name: string, note: string, run: Run): void {
  register({ area, name, basis: 'docs', outcome: 'missing', note }, run)
}

function register(entry: Omit<RecordedItem, 'outcome'> & { outcome: Outcome }, run: Run): void {
  registered++
  test(`${entry.area} › ${entry.name}`, async () => {
    try {
      await run()
      recorded.push(entry)
    } catch (error) {
      recorded.push({ ...entry, outcome: 'fails' })
      throw error
    }
  })
}

/** To be called last in a file of items: compares what ran with the table, or hands it to whoever writes the table. */
export function tabled(file: string): void {
  test('the table of the README says what ran', () => {
    if (recorded.length < registered) return
    const out = process.env.CONFORMANCE_OUT
    if (out !== undefined) {
      mkdirSync(out, { recursive: true })
      writeFileSync(join(out, `${basename(file)}.json`), JSON.stringify(recorded))
      return
    }
    const areas = new Set(recorded.map(({ area }) => area))
    const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8')
    const shown = tableOf(readme).filter((row) => areas.has(row.split(' | ')[0]?.slice(2) ?? ''))
    expect(shown).toEqual(rowsOf(recorded))
  })
}
