import { getPath } from '../app/data'
import type { PageInstance } from '../app/instance'
import type { Mirror } from '../mirror/mirror'
import type { Phone } from '../phone'
import { select } from '../template/select'
import { found, reference } from './element'
import type { Handlers, Params } from './protocol'

/** One page of the stack. */
export function pageMethods({ app }: Phone, mirror: Mirror): Handlers {
  const pageOf = ({ pageId }: Params): PageInstance => {
    const page = app.router.stack.find((one) => one.pageId === pageId)
    if (!page) throw new Error(`page ${pageId} is not open`)
    return page
  }
  const elements = (params: Params) => select(params.selector, pageOf(params).view.root)
  return {
    'Page.getElement': (params) => reference(found(elements(params)[0], params.selector)),
    'Page.getElements': (params) => ({ elements: elements(params).map((element) => reference(element)) }),
    'Page.getData': (params) => {
      const { data } = pageOf(params).script
      return { data: params.path ? getPath(data, params.path) : data }
    },
    'Page.setData': (params) => {
      const { script } = pageOf(params)
      ;(script.setData as (data: object) => void)(app.sandbox.inside(params.data))
    },
    'Page.callMethod': async (params) => {
      const { script } = pageOf(params)
      const method = script[params.method]
      if (typeof method !== 'function') throw new Error(`the page has no method ${params.method}`)
      return { result: await method.apply(script, app.sandbox.inside(params.args ?? [])) }
    },
    'Page.getWindowProperties': async ({ names }) => ({ properties: await mirror.windowProperties(names) }),
  }
}
