import { type ChildNode, Document, Element, Text } from 'domhandler'
import type { View } from './view'

/** An element on a page, as selectors see it. Selectors do not see into `shadow`. */
export class ViewElement extends Element {
  /** Attributes as the template gave them, not as text. */
  props: Record<string, unknown> = {}
  /** Stays the same as long as the element does: Taro's sid, or where the element stands. */
  key = ''
  view!: View
  /** What a custom component shows in place of this element. */
  shadow: View | undefined

  /** Names the element in the whole app, whatever is drawn anew. */
  get identity(): string {
    return `${this.view.owner.id}|${this.key}`
  }

  /** `data-group-id="7"` is `{groupId: '7'}`. */
  get dataset(): Record<string, unknown> {
    const entries = Object.entries(this.props).filter(([name]) => name.startsWith('data-'))
    return Object.fromEntries(entries.map(([name, value]) => [camel(name.slice(5)), value]))
  }

  /** The element above, out of a component's shadow too. */
  get above(): ViewElement | undefined {
    return this.parent instanceof ViewElement ? this.parent : this.view.host
  }
}

const camel = (name: string) => name.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase())

/** All elements below a node, shadows included, in the order of the page. */
export function* elementsBelow(node: Document | ViewElement): Generator<ViewElement> {
  for (const child of node.children) {
    if (!(child instanceof ViewElement)) continue
    yield child
    if (child.shadow) yield* elementsBelow(child.shadow.root)
    yield* elementsBelow(child)
  }
}

/** The concatenated text, that of components included. */
export function textOf(node: ChildNode | Document): string {
  if (node instanceof Text) return node.data
  if (node instanceof ViewElement)
    return `${node.shadow ? textOf(node.shadow.root) : ''}${node.children.map(textOf).join('')}`
  return node instanceof Document ? node.children.map(textOf).join('') : ''
}
