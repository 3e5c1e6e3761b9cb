import { loadCatalogue } from './catalogue'

/** One member-day of the data: what becomes one order. */
export interface Basket {
  /** YYYY-MM-DD. */
  day: string
  member: number
  /** Pieces by product id, in the order first bought. */
  pieces: Map<string, number>
  /** Lines of the file that went into it. */
  lines: number
}

/** A line that is not what the format says; `message` is `FILE:LINE: expected …`. */
export class MalformedLine extends Error {
  override name = 'MalformedLine'
}

const HEADER = 'date,member,item'

/**
 * Reads `date,member,item` lines strictly: every line is checked before anything is returned. The same item twice in a
 * basket is two pieces. Baskets come sorted by day, then in the order of the file.
 * @throws MalformedLine naming file and line
 */
export function parseBaskets(text: string, file: string): Basket[] {
  const products = new Map(loadCatalogue().map((p) => [p.item, p.productId]))
  const lines = text.replace(/^\uFEFF/, '').split('\n')
  if (lines.at(-1) === '') lines.pop()
  const baskets = new Map<string, Basket>()
  lines.forEach((raw, i) => {
    const line = raw.replace(/\r$/, '')
    const bad = (expected: string): never => {
      throw new MalformedLine(`${file}:${i + 1}: expected ${expected}, found ${JSON.stringify(line.slice(0, 80))}`)
    }
    if (i === 0) {
      if (line !== HEADER) bad(`the header ${HEADER}`)
      return
    }
    const fields = line.split(',')
    if (fields.length !== 3) bad('three fields date,member,item')
    const [day = '', memberText = '', item = ''] = fields
    if (!isDay(day)) bad('a date YYYY-MM-DD')
    if (!/^[1-9]\d{0,9}$/.test(memberText)) bad('a member number')
    const productId = products.get(item.trim()) ?? bad('one of the 167 items of the catalogue')
    const key = `${day}:${memberText}`
    let basket = baskets.get(key)
    if (!basket) {
      basket = { day, member: Number(memberText), pieces: new Map(), lines: 0 }
      baskets.set(key, basket)
    }
    basket.pieces.set(productId, (basket.pieces.get(productId) ?? 0) + 1)
    basket.lines += 1
  })
  if (lines.length === 0) throw new MalformedLine(`${file}:1: expected the header ${HEADER}, found an empty file`)
  if (baskets.size === 0) throw new MalformedLine(`${file}:2: expected at least one line date,member,item`)
  return [...baskets.values()].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

/** Baskets of the first `days` calendar days, counted from the first date there is. */
export function firstDays(baskets: readonly Basket[], days: number | undefined): Basket[] {
  const first = baskets[0]
  if (!first || days === undefined) return [...baskets]
  const end = Date.parse(`${first.day}T00:00:00Z`) + days * 86_400_000
  return baskets.filter((basket) => Date.parse(`${basket.day}T00:00:00Z`) < end)
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text)
}
