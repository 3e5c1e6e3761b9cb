import type { PageInstance } from '../app/instance'
import type { Mirror } from '../mirror/mirror'
import type { Phone } from '../phone'
import type { Emit, Handlers } from './protocol'

const shown = ({ pageId, path, query }: PageInstance) => ({ pageId, path, query })

/** The app as a whole: its pages, `wx`, its console. */
export function appMethods({ app, wx, incidents }: Phone, mirror: Mirror, emit: Emit): Handlers {
  const { sandbox, router } = app
  let isLogging = false
  sandbox.console.add((type, args) => isLogging && emit('App.logAdded', { type, args: args.map(plain) }))
  incidents.listen(({ kind, text }) => {
    if (text.startsWith('console.')) return
    if (kind === 'error') emit('App.exceptionThrown', { message: text, name: 'Error', stack: text })
    else if (isLogging) emit('App.logAdded', { type: 'warn', args: [text] })
  })
  return {
    'App.enableLog': () => {
      isLogging = true
    },
    'App.getCurrentPage': () => {
      if (!router.top) throw new Error('no page is open')
      return shown(router.top)
    },
    'App.getPageStack': () => ({ pageStack: router.stack.map(shown) }),
    'App.callWxMethod': async ({ method, args }) => ({ result: await wx.call(method, sandbox.inside(args)) }),
    'App.mockWxMethod': ({ method, functionDeclaration, args = [], result }) => {
      if (functionDeclaration) wx.mock(method, { source: functionDeclaration, args: sandbox.inside(args) })
      else if (result !== undefined) wx.mock(method, { result })
      else wx.restore(method)
    },
    'App.callFunction': async ({ functionDeclaration, args = [] }) => {
      const work = sandbox.run(`(${functionDeclaration})`, 'evaluate') as (...args: unknown[]) => unknown
      return { result: await work(...sandbox.inside(args)) }
    },
    'App.addBinding': ({ name }) => {
      sandbox.define({ [name]: (...args: unknown[]) => emit('App.bindingCalled', { name, args: args.map(plain) }) })
    },
    'App.captureScreenshot': async () => ({ data: (await mirror.picture()).toString('base64') }),
    'App.exit': () => undefined,
  }
}

/** What can be sent; the rest by its name. */
function plain(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value))
  } catch {
    return String(value)
  }
}
