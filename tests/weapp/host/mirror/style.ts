import { posix } from 'node:path'
import postcss, { type Root } from 'postcss'
import type { Package } from '../app/package'
import { BUILT_IN } from '../template/tags'
import type { Device } from '../wx/device'

/** The design is 750 rpx wide on every phone. */
const RPX = 750

/** The style sheets a page has on a device, app's first, as CSS for the mirror's elements. */
export function styleOf(app: Package, path: string, device: Device): string {
  return ['app.wxss', `${path}.wxss`]
    .filter((file) => app.has(file))
    .map((file) => translate(postcss.parse(withImports(app, file, new Set())), device))
    .join('\n')
}

function withImports(app: Package, file: string, seen: Set<string>): string {
  if (seen.has(file)) return ''
  seen.add(file)
  return app
    .text(file)
    .replace(/@import\s+["']([^"']+)["'];?/g, (_all, target: string) =>
      withImports(app, target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(file), target), seen),
    )
}

function translate(sheet: Root, device: Device): string {
  sheet.walkRules((rule) => {
    if (rule.parent?.type === 'atrule' && /keyframes$/.test((rule.parent as { name?: string }).name ?? '')) return
    rule.selector = rule.selectors.map(selectorFor).join(', ')
  })
  sheet.walkDecls((declaration) => {
    declaration.value = lengths(declaration.value, device)
  })
  return sheet.toString()
}

/** `view.card > page` names elements of WeChat's; a browser has others of these names. */
function selectorFor(selector: string): string {
  return selector.replace(/(^|[\s>+~(,])([a-z][\w-]*)/g, (all, before: string, name: string) => {
    if (name === 'page') return `${before}.wx-page`
    return BUILT_IN.has(name) ? `${before}wx-${name}` : all
  })
}

/** Lengths that only a phone knows: rpx, and what its screen keeps for itself. */
export function lengths(value: string, { width, safeBottom, statusBar }: Device): string {
  return value
    .replace(/(-?\d*\.?\d+)rpx/g, (_all, n: string) => `${(Number(n) * width) / RPX}px`)
    .replace(/env\(safe-area-inset-bottom[^)]*\)/g, `${safeBottom}px`)
    .replace(/env\(safe-area-inset-top[^)]*\)/g, `${statusBar}px`)
    .replace(/env\(safe-area-inset-(left|right)[^)]*\)/g, '0px')
    .replace(/(\d+)vh/g, 'calc(var(--vh) * $1)')
}
