import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One of the 167 kinds of goods of the grocery data, as the shop sells it. */
export interface CatalogueItem {
  /** Name in the data file, English, trimmed. */
  item: string
  /** The item's name as a slug: no dots, for it becomes a key inside documents. */
  productId: string
  name: string
  /** How much one piece is, as the label says it. */
  spec: string
  /** Name of a Noto emoji. */
  picture: string
  category: string
  /** Price of one piece, fen: what such goods usually cost in a Chinese community group, set by hand. */
  priceFen: number
}

const file = join(__dirname, 'data', 'catalogue.csv')
let cached: CatalogueItem[] | undefined

/** The catalogue, most bought first. */
export function loadCatalogue(): CatalogueItem[] {
  cached ??= parseCatalogue(readFileSync(file, 'utf8'))
  return cached
}

/** `whipped/sour cream` → `whipped-sour-cream`. */
export function slug(item: string): string {
  return item
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

function parseCatalogue(text: string): CatalogueItem[] {
  const [header, ...lines] = text.trim().split('\n')
  if (header !== 'item,name,spec,picture,category,priceFen') throw new Error('catalogue.csv: unexpected header')
  return lines.map((line, i) => {
    const [item, name, spec, picture, category, price, more] = line.split(',')
    const priceFen = Number(price)
    if (!item || !name || !spec || !picture || !category || !Number.isInteger(priceFen) || more !== undefined) {
      throw new Error(`catalogue.csv:${i + 2}: expected item,name,spec,picture,category,priceFen`)
    }
    return { item, productId: slug(item), name, spec, picture, category, priceFen }
  })
}
