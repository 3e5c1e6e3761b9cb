import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IconifyJSON } from '@iconify/types'
import { getIconData, iconToSVG } from '@iconify/utils'
import { Resvg } from '@resvg/resvg-js'
import { loadCatalogue } from '../../tests/simulation/catalogue'
import { AVATARS } from './avatars'
import { cacheDir, root } from './paths'

/** Side of a picture in pixels: 72 px rows at three device pixels, with a little to spare. */
export const PICTURE_SIZE = 240

/** Goods beyond the catalogue that operations may still want to put on sale. */
export const EXTRA_GOODS = [
  'green-apple',
  'lemon',
  'melon',
  'pear',
  'pineapple',
  'watermelon',
  'kiwi-fruit',
  'cucumber',
  'eggplant',
  'garlic',
  'mushroom',
  'brown-mushroom',
  'roasted-sweet-potato',
  'shrimp',
  'crab',
  'chestnut',
  'moon-cake',
  'doughnut',
  'pie',
  'birthday-cake',
  'red-envelope',
  'bouquet',
  'rose',
  'basket',
  'bell-pepper',
  'cup-with-straw',
  'wrapped-gift',
] as const

const sets = { goods: 'noto', avatars: 'fluent-emoji-flat' } as const

/** Names of the pictures the app may show, by kind. */
export function pictureKeys(): Record<keyof typeof sets, string[]> {
  const goods = new Set<string>([...loadCatalogue().map((p) => p.picture), ...EXTRA_GOODS])
  return { goods: [...goods].sort(), avatars: [...AVATARS].sort() }
}

const loaded = new Map<string, IconifyJSON>()

function iconSet(prefix: string): IconifyJSON {
  const known = loaded.get(prefix)
  if (known) return known
  const file = join(root, 'node_modules', '@iconify-json', prefix, 'icons.json')
  const set = JSON.parse(readFileSync(file, 'utf8')) as IconifyJSON
  loaded.set(prefix, set)
  return set
}

/** One icon as a PNG of PICTURE_SIZE squared. Throws when the set has no such icon. */
export function drawPicture(prefix: 'noto' | 'fluent-emoji-flat', key: string): Buffer {
  const icon = getIconData(iconSet(prefix), key)
  if (!icon) throw new Error(`No icon "${key}" in ${prefix}`)
  const { attributes, body } = iconToSVG(icon, { width: PICTURE_SIZE, height: PICTURE_SIZE })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="${attributes.viewBox}" width="${PICTURE_SIZE}" height="${PICTURE_SIZE}">${body}</svg>`
  return Buffer.from(new Resvg(svg, { fitTo: { mode: 'width', value: PICTURE_SIZE } }).render().asPng())
}

/**
 * Draws every picture into `outDir`/{goods,avatars}/KEY.png. They are drawn once into the cache and copied from there, for
 * a build of the app empties its output folder.
 */
export function makePictures(outDir: string): { drawn: boolean; count: number } {
  const keys = pictureKeys()
  const hash = createHash('sha256')
    .update(JSON.stringify([keys, PICTURE_SIZE, versions()]))
    .digest('hex')
    .slice(0, 16)
  const cache = join(cacheDir, 'pictures')
  const stamp = join(cache, 'stamp')
  const drawn = !existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash
  if (drawn) {
    rmSync(cache, { recursive: true, force: true })
    for (const kind of ['goods', 'avatars'] as const) {
      mkdirSync(join(cache, kind), { recursive: true })
      for (const key of keys[kind]) writeFileSync(join(cache, kind, `${key}.png`), drawPicture(sets[kind], key))
    }
    writeFileSync(stamp, hash)
  }
  for (const kind of ['goods', 'avatars'] as const) cpSync(join(cache, kind), join(outDir, kind), { recursive: true })
  return { drawn, count: keys.goods.length + keys.avatars.length }
}

function versions(): string[] {
  return Object.values(sets).map((prefix) => {
    const file = join(root, 'node_modules', '@iconify-json', prefix, 'package.json')
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
  })
}
