export type Basis = 'docs' | 'sdk' | 'assumed'
export type Outcome = 'works' | 'differs' | 'missing' | 'fails'

export interface RecordedItem {
  area: string
  name: string
  basis: Basis
  outcome: Outcome
  note?: string
}

const BEGIN = '<!-- conformance -->'
const END = '<!-- /conformance -->'
const HEAD = ['| Area | State | Rests on | Items |', '|---|---|---|---|']
const OUTCOMES: Outcome[] = ['works', 'differs', 'missing', 'fails']
const BASES: Basis[] = ['docs', 'sdk', 'assumed']
const BASIS_WORDS: Record<Basis, string> = { docs: 'documentation', sdk: 'SDK code', assumed: 'assumption' }

/** Rows of the table: one for each area, state and basis, areas by name, items in the order of their file. */
export function rowsOf(items: RecordedItem[]): string[] {
  const rows: string[] = []
  for (const area of [...new Set(items.map((one) => one.area))].sort()) {
    for (const outcome of OUTCOMES) {
      for (const basis of BASES) {
        const names = items
          .filter((one) => one.area === area && one.outcome === outcome && one.basis === basis)
          .map(({ name, note }) => cell(note === undefined ? name : `${name} (${note})`))
        if (names.length === 0) continue
        rows.push(`| ${area} | ${outcome} | ${BASIS_WORDS[basis]} | ${names.join('; ')} |`)
      }
    }
  }
  return rows
}

/** Rows that a README shows. */
export function tableOf(readme: string): string[] {
  const [begin, end] = bounds(readme)
  return readme
    .slice(begin, end)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
}

/**
 * The README with new rows for the areas of these items. With `whole`, areas without items lose their rows.
 * @throws when the markers are missing
 */
export function withRows(readme: string, items: RecordedItem[], whole: boolean): string {
  const [begin, end] = bounds(readme)
  const areas = new Set(items.map(({ area }) => area))
  const areaOf = (row: string) => row.split(' | ')[0]?.slice(2) ?? ''
  const kept = whole ? [] : tableOf(readme).filter((row) => !areas.has(areaOf(row)))
  const fresh = rowsOf(items)
  const order = [...new Set([...kept, ...fresh].map(areaOf))].sort()
  const rows = order.flatMap((area) => [...kept, ...fresh].filter((row) => areaOf(row) === area))
  return `${readme.slice(0, begin)}\n${[...HEAD, ...rows].join('\n')}\n${readme.slice(end)}`
}

function bounds(readme: string): [number, number] {
  const begin = readme.indexOf(BEGIN)
  const end = readme.indexOf(END)
  if (begin < 0 || end < begin) throw new Error(`README.md has no ${BEGIN} … ${END}`)
  return [begin + BEGIN.length, end]
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
