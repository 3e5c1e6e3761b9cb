import type { Mirror } from '../mirror/mirror'
import type { Phone } from '../phone'
import { textOf, type ViewElement } from '../template/element'
import { markup } from '../template/markup'
import { select } from '../template/select'
import { press } from './press'
import type { Handlers, Params } from './protocol'
import { typeInto } from './typing'

/** What the automator keeps of an element; a component's has a nodeId, and is searched inside. */
export function reference(element: ViewElement) {
  const elementId = element.identity
  return { elementId, tagName: element.name, ...(element.shadow ? { nodeId: elementId } : {}) }
}

export function found(element: ViewElement | undefined, selector: string): ViewElement {
  if (!element) throw new Error(`no such element: ${selector}`)
  return element
}

/** One element: what it holds, where it is, and what a finger does to it. */
export function elementMethods(phone: Phone, mirror: Mirror): Handlers {
  const { app } = phone
  const elementOf = ({ elementId }: Params): ViewElement => {
    const [instanceId, key] = String(elementId).split('|')
    const element = app.renderer.element(instanceId ?? '', key ?? '')
    if (!element) throw new Error(`the element ${elementId} is gone`)
    return element
  }
  const below = (params: Params) => {
    const element = elementOf(params)
    return select(params.selector, element.shadow?.root ?? element)
  }
  const property = (element: ViewElement, name: string): unknown => {
    if (name === '__propPublic') return Object.fromEntries(Object.keys(element.props).map((key) => [key, true]))
    return element.props[name]
  }
  const touch = (type: string) => (params: Params) =>
    app.dispatch(elementOf(params), type, {
      touches: params.touches ?? [],
      changedTouches: params.changedTouches ?? [],
    })

  return {
    'Element.getElement': (params) => reference(found(below(params)[0], params.selector)),
    'Element.getElements': (params) => ({ elements: below(params).map((element) => reference(element)) }),
    'Element.getDOMProperties': async (params) => {
      const element = elementOf(params)
      const names: string[] = params.names
      const box = names.every((name) => name === 'innerText') ? [] : await mirror.properties(element, names)
      return { properties: names.map((name, index) => (name === 'innerText' ? textOf(element) : box[index])) }
    },
    'Element.getProperties': (params) => {
      const element = elementOf(params)
      return { properties: params.names.map((name: string) => property(element, name)) }
    },
    'Element.getAttributes': (params) => {
      const { attribs } = elementOf(params)
      return { attributes: params.names.map((name: string) => attribs[name] ?? null) }
    },
    'Element.getStyles': async (params) => ({ styles: await mirror.styles(elementOf(params), params.names) }),
    'Element.getOffset': async (params) => mirror.offset(elementOf(params)),
    'Element.getWXML': (params) => {
      const element = elementOf(params)
      return { wxml: params.type === 'outer' ? markup(element) : element.children.map(markup).join('') }
    },
    'Element.tap': (params) => press(phone, elementOf(params)),
    'Element.touchstart': touch('touchstart'),
    'Element.touchmove': touch('touchmove'),
    'Element.touchend': touch('touchend'),
    'Element.triggerEvent': (params) => app.dispatch(elementOf(params), params.type, { detail: params.detail }),
    'Element.dispatchEvent': (params) => app.dispatch(elementOf(params), params.eventName, params),
    'Element.callFunction': (params) => {
      const element = elementOf(params)
      const [value] = params.args ?? []
      if (params.functionName === 'input.input' || params.functionName === 'textarea.input')
        typeInto(app, element, value)
      else if (params.functionName === 'switch.tap')
        app.dispatch(element, 'change', { detail: { value: !element.props.checked } })
      else if (params.functionName === 'swiper.swipeTo')
        app.dispatch(element, 'change', { detail: { current: value, source: 'touch' } })
      else throw new Error(`the host has no ${params.functionName}`)
      return {}
    },
  }
}
