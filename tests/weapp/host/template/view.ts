import { type ChildNode, Document, Text } from 'domhandler'
import { ViewElement } from './element'
import { BUILT_IN } from './tags'
import type { TemplateNode } from './templates'

/** What a view asks of its page or component. */
export interface ViewOwner {
  /** Unique among all pages and components of the app. */
  id: string
  /** Makes the component that stands for a tag, or brings its properties up to date; undefined when none is registered. */
  component(tag: string, host: ViewElement, known: View | undefined): View | undefined
  /** A component's element has gone. */
  gone(view: View): void
  warn(text: string): void
}

/** The elements one page or one component shows: the border that selectors do not cross. */
export class View {
  root = new Document([])
  /** By `ViewElement.key`. */
  elements = new Map<string, ViewElement>()
  private components = new Map<string, View>()
  private before = new Map<string, View>()

  /** @param host the element of the parent view that this stands for, when it is a component's */
  constructor(
    readonly owner: ViewOwner,
    public host?: ViewElement,
  ) {}

  /** Shows what a template made. Components that stay keep their state. */
  show(tree: TemplateNode): void {
    this.before = this.components
    this.elements = new Map()
    this.components = new Map()
    this.root = new Document([])
    this.append(this.root, tree.children ?? [], '')
    for (const [key, view] of this.before) if (!this.components.has(key)) this.owner.gone(view)
  }

  /** The page is left: every component goes. */
  clear(): void {
    this.show({ tag: 'wx-page', children: [] })
  }

  private append(parent: Document | ViewElement, nodes: (TemplateNode | string)[], path: string): void {
    parent.children = nodes.map((node, index): ChildNode => {
      if (typeof node !== 'object') return adopt(new Text(String(node)), parent)
      return this.element(parent, node, `${path}/${index}`)
    })
    parent.children.forEach((child, index) => {
      child.prev = parent.children[index - 1] ?? null
      child.next = parent.children[index + 1] ?? null
    })
  }

  private element(parent: Document | ViewElement, { tag, attr = {}, children = [] }: TemplateNode, path: string) {
    const name = tag.replace(/^wx-/, '')
    const element = adopt(new ViewElement(name, textAttributes(attr)), parent)
    element.view = this
    element.props = attr
    element.key = String(attr['data-sid'] ?? path)
    if (this.elements.has(element.key)) this.owner.warn(`two elements of ${this.owner.id} have the key ${element.key}`)
    this.elements.set(element.key, element)
    const shadow = this.owner.component(name, element, this.before.get(element.key))
    if (shadow) {
      element.shadow = shadow
      this.components.set(element.key, shadow)
      if (children.length > 0) this.owner.warn(`<${name}>: the host does not show what is put into slots`)
    } else {
      if (!BUILT_IN.has(name)) this.owner.warn(`<${name}> is neither an element nor a registered component`)
      this.append(element, children, path)
    }
    return element
  }
}

function adopt<T extends ChildNode>(node: T, parent: Document | ViewElement): T {
  node.parent = parent
  return node
}

function textAttributes(attr: Record<string, unknown>): Record<string, string> {
  const shown = Object.entries(attr).filter(([, value]) => value !== undefined && value !== null && value !== false)
  return Object.fromEntries(
    shown.map(([name, value]) => [attributeName(name), typeof value === 'object' ? '' : String(value)]),
  )
}

/** The compiler names attributes as properties; those for screen readers are attributes on the page. */
const attributeName = (name: string) =>
  /^aria[A-Z]/.test(name) ? name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`) : name
