import type { ViewElement } from './element'

/** What has no bubbling of its own goes to its element only, as the events of inputs, pickers and scroll views do. */
const BUBBLING =
  /^(tap|longtap|longpress|touch(start|move|end|cancel)|transitionend|animation(start|iteration|end)|touchforcechange)$/

const BINDING = /^(capture-)?(bind|catch|mut-bind):?(.+)$/

interface Binding {
  capture: boolean
  /** Goes no further. */
  stops: boolean
  method: string
}

/** Handlers an element declares for an event. */
function bindingsOf(element: ViewElement, type: string): Binding[] {
  return Object.entries(element.props).flatMap(([name, method]) => {
    const [, capture, how, bound] = BINDING.exec(name) ?? []
    if (bound !== type || typeof method !== 'string' || method === '') return []
    return [{ capture: Boolean(capture), stops: how === 'catch', method }]
  })
}

export interface EventParts {
  detail?: unknown
  touches?: object[]
  changedTouches?: object[]
}

/** Calls a handler of the page or the component that a view belongs to. */
export type CallHandler = (element: ViewElement, method: string, event: object) => void

/**
 * Sends an event to an element and, when it is of the bubbling kind, through every ancestor up to the page: handlers of
 * the capture phase from the top first. Handlers see a target of their own view: a component hides what is inside it.
 */
export function dispatch(element: ViewElement, type: string, parts: EventParts, call: CallHandler): void {
  const way = BUBBLING.test(type) ? ancestry(element) : [element]
  const timeStamp = Math.round(performance.now())
  const run = (at: ViewElement, capture: boolean): boolean => {
    for (const { method, stops, ...binding } of bindingsOf(at, type)) {
      if (binding.capture !== capture) continue
      const seen = way.find((one) => one.view === at.view) ?? at
      const { detail = {}, touches = [], changedTouches = [] } = parts
      call(at, method, {
        type,
        timeStamp,
        target: shown(seen),
        currentTarget: shown(at),
        mark: {},
        detail,
        touches,
        changedTouches,
      })
      if (stops) return false
    }
    return true
  }
  for (const at of [...way].reverse()) if (!run(at, true)) return
  for (const at of way) if (!run(at, false)) return
}

const shown = (element: ViewElement) => ({
  id: element.attribs.id ?? '',
  offsetLeft: 0,
  offsetTop: 0,
  dataset: element.dataset,
})

function ancestry(element: ViewElement): ViewElement[] {
  const way = [element]
  for (let above = element.above; above; above = above.above) way.push(above)
  return way
}
