/**
 * Makes src/theme/icons.scss and the tab bar's pictures from lucide (ISC): `node config/icons.mjs`.
 * A mini-program has no inline SVG, so that an icon is a mask over the text colour there and on H5 alike; its native
 * tab bar takes PNG files only.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Resvg } from '@resvg/resvg-js'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const { icons } = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('@iconify-json/lucide/icons.json'), 'utf8'),
)

const USED =
  `ban bell box calendar check chevron-left chevron-right circle-alert circle-check clock copy hourglass map-pin
message-square minus package-check plus receipt-text rotate-cw scan-line search-x shield-check shopping-basket smartphone store
truck undo-2 user wifi-off x zap`.split(/\s+/)

const TABS = { home: 'house', orders: 'receipt-text', mine: 'user' }
const TAB_OFF = '#626E68'
const TAB_ON = '#0F7A55'

function svg(name, color) {
  const icon = icons[name]
  if (!icon) throw new Error(`lucide has no icon ${name}`)
  const body = icon.body.replaceAll('currentColor', color)
  return `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'>${body.replaceAll('"', "'")}</svg>`
}

const encode = (text) =>
  text.replaceAll('%', '%25').replaceAll('#', '%23').replaceAll('<', '%3C').replaceAll('>', '%3E')

const rules = USED.map((name) => {
  const uri = `url("data:image/svg+xml,${encode(svg(name, '#000'))}")`
  return `.icon-${name} {\n  -webkit-mask-image: ${uri};\n}`
})
writeFileSync(
  path.join(root, 'src/theme/icons.scss'),
  `// Made by config/icons.mjs from lucide (ISC licence). Do not edit.\n${rules.join('\n')}\n`,
)

const tabs = path.join(root, 'src/theme/tabs')
mkdirSync(tabs, { recursive: true })
for (const [file, icon] of Object.entries(TABS)) {
  for (const [suffix, color] of [
    ['', TAB_OFF],
    ['-on', TAB_ON],
  ]) {
    const picture = new Resvg(svg(icon, color), { fitTo: { mode: 'width', value: 81 } }).render().asPng()
    writeFileSync(path.join(tabs, `${file}${suffix}.png`), picture)
  }
}
console.log(`${USED.length} icons, ${Object.keys(TABS).length} tabs`)
