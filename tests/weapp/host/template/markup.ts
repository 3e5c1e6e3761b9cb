import { type ChildNode, Text } from 'domhandler'
import { ViewElement } from './element'

const escapeText = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

/** An element as text, as getWXML shows it; the inside of components is not shown. */
export function markup(node: ChildNode): string {
  if (node instanceof Text) return escapeText(node.data)
  if (!(node instanceof ViewElement)) return ''
  const attributes = Object.entries(node.attribs).filter(([name]) => !/^(bind|catch|mut-bind|capture-)/.test(name))
  const written = attributes.map(([name, value]) => ` ${name}="${escapeText(value)}"`).join('')
  return `<${node.name}${written}>${node.children.map(markup).join('')}</${node.name}>`
}
