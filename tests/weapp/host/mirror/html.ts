import { type ChildNode, Document, Text } from 'domhandler'
import { ViewElement } from '../template/element'
import type { Device } from '../wx/device'
import { lengths } from './style'

const escapeText = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

const FIT: Record<string, string> = { aspectFit: 'contain', aspectFill: 'cover', center: 'auto' }
const NOT_HTML = /^(style|bind|catch|mut-bind|capture-|src$|value$)/

/** WeChat calls it aria-role and makes it the role. */
const htmlName = (name: string) =>
  name === 'aria-role' ? 'role' : name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)

/** A page's tree as HTML; every element carries its number, by which the mirror is asked about it. */
export class HtmlWriter {
  /** By `ViewElement.identity`: a page that is drawn anew has other objects for the same elements. */
  readonly numbers = new Map<string, number>()

  constructor(private readonly device: Device) {}

  write(node: ChildNode | Document): string {
    if (node instanceof Text) return escapeText(node.data)
    if (node instanceof Document) return node.children.map((child) => this.write(child)).join('')
    return node instanceof ViewElement ? this.element(node) : ''
  }

  private element(element: ViewElement): string {
    const number = this.numbers.size
    this.numbers.set(element.identity, number)
    const attributes = Object.entries(element.attribs)
      .filter(([name]) => !NOT_HTML.test(name))
      .map(([name, value]) => ` ${htmlName(name)}="${escapeText(value)}"`)
    const style = lengths(`${this.builtInStyle(element)}${element.attribs.style ?? ''}`, this.device)
    const inside = element.shadow ? this.write(element.shadow.root) : this.inside(element)
    const tag = `wx-${element.name}`
    return `<${tag} data-host="${number}"${attributes.join('')} style="${escapeText(style)}">${inside}</${tag}>`
  }

  private builtInStyle({ name, props, shadow }: ViewElement): string {
    if (shadow) return 'display:contents;'
    if (name !== 'image' || !props.src) return ''
    const fit = FIT[String(props.mode)] ?? '100% 100%'
    return `background:url('${String(props.src)}') center / ${fit} no-repeat;`
  }

  private inside(element: ViewElement): string {
    if (element.name !== 'input' && element.name !== 'textarea') {
      return element.children.map((child) => this.write(child)).join('')
    }
    const { value, placeholder } = element.props
    const typed = value === undefined || value === null ? '' : String(value)
    if (typed !== '') return `<span class="wx-value">${escapeText(typed)}</span>`
    return `<span class="wx-placeholder">${escapeText(String(placeholder ?? ''))}</span>`
  }
}
