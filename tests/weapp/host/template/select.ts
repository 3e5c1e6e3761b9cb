import { selectAll } from 'css-select'
import type { Document } from 'domhandler'
import { ViewElement } from './element'

/** Elements that match, within one page or one component: what stands in another component is not found, as on a device. */
export function select(selector: string, scope: Document | ViewElement): ViewElement[] {
  return selectAll<import('domhandler').AnyNode, ViewElement>(selector, scope.children, { xmlMode: true }).filter(
    (found) => found instanceof ViewElement,
  )
}
