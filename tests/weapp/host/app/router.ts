import type { Incidents } from '../incidents'
import type { PageInstance, Script } from './instance'
import type { Package } from './package'
import type { Renderer } from './renderer'
import type { Sandbox } from './sandbox'

/** Pages above one another, at most (navigateTo documentation). */
const DEEPEST = 10

/** What `Page()` was given. */
export type PageDefinition = Record<string, unknown>

/** A navigation that WeChat refuses; `message` is what stands behind `fail` in errMsg. */
export class Refused extends Error {}

/** Splits `/pages/a/index?x=%20` as WeChat does: values reach the page as they were written, still encoded. */
export function parseUrl(url: string, from = ''): { path: string; query: Record<string, string> } {
  const [way = '', search = ''] = url.split('?')
  const path = way.startsWith('/') ? way.slice(1) : new URL(way, `file:///${from}`).pathname.slice(1)
  const pairs = search.split('&').filter(Boolean)
  const query = pairs.map((pair) => {
    const [key = '', ...value] = pair.split('=')
    return [key, value.join('=')]
  })
  return { path: path.replace(/\.html$/, ''), query: Object.fromEntries(query) }
}

/** The stack of pages and the tabs beside it. */
export class Router {
  readonly definitions = new Map<string, PageDefinition>()
  stack: PageInstance[] = []
  private readonly tabs = new Map<string, PageInstance>()
  private ids = 0

  constructor(
    private readonly app: Package,
    private readonly renderer: Renderer,
    private readonly sandbox: Sandbox,
    private readonly incidents: Incidents,
  ) {}

  get top(): PageInstance | undefined {
    return this.stack[this.stack.length - 1]
  }

  isTab(path: string): boolean {
    return this.app.config.tabBar?.list.some(({ pagePath }) => pagePath === path) ?? false
  }

  navigateTo(url: string): void {
    const { path, query } = this.find(url)
    if (this.isTab(path)) throw new Refused('can not navigateTo a tabbar page')
    if (this.stack.length >= DEEPEST) throw new Refused(`webview count limit exceed: ${DEEPEST} pages are open`)
    this.hide()
    this.open(path, query)
  }

  redirectTo(url: string): void {
    const { path, query } = this.find(url)
    if (this.isTab(path)) throw new Refused('can not redirectTo a tabbar page')
    this.leave(this.stack.pop())
    this.open(path, query)
  }

  navigateBack(delta = 1): void {
    if (this.stack.length < 2) throw new Refused('cannot navigate back at first page')
    const left = this.stack.splice(Math.max(1, this.stack.length - delta))
    for (const page of left.reverse()) this.leave(page)
    this.reveal(this.top)
  }

  switchTab(url: string): void {
    const { path, query } = this.find(url)
    if (!this.isTab(path)) throw new Refused('can not switch to no-tabBar page')
    if (Object.keys(query).length > 0) this.incidents.warning(`switchTab ${url}: a tab takes no query`)
    if (this.top?.path === path) return
    this.hide()
    for (const page of this.stack.splice(0).reverse()) if (!this.isTab(page.path)) this.leave(page)
    const known = this.tabs.get(path)
    if (known) {
      this.stack = [known]
      this.reveal(known)
    } else this.open(path, {})
  }

  reLaunch(url: string): void {
    const { path, query } = this.find(url)
    this.leaveAll()
    this.open(path, query)
  }

  pullDown(): void {
    const page = this.top
    if (page && this.app.json(`${page.path}.json`).enablePullDownRefresh) this.hook(page, 'onPullDownRefresh')
  }

  /** The phone shows something else, or the app again. */
  hide(): void {
    if (this.top) this.hook(this.top, 'onHide')
  }

  reveal(page: PageInstance | undefined): void {
    if (page) this.hook(page, 'onShow')
  }

  leaveAll(): void {
    const all = new Set([...this.stack.splice(0).reverse(), ...this.tabs.values()])
    this.tabs.clear()
    for (const page of all) this.leave(page)
  }

  /** Calls a method of a page's script if it has it. */
  hook(page: PageInstance, name: string, ...args: unknown[]): unknown {
    const method = page.script[name]
    if (typeof method !== 'function') return undefined
    return this.sandbox.guard(`${page.path} ${name}`, () => method.apply(page.script, args))
  }

  private find(url: string) {
    const parsed = parseUrl(url, this.top?.path)
    if (!this.app.pages.includes(parsed.path)) throw new Refused(`page "${parsed.path}" is not found`)
    return parsed
  }

  private open(path: string, query: Record<string, string>): void {
    this.load(path)
    const definition = this.definitions.get(path)
    if (!definition) {
      this.incidents.error(`${path}.js registers no page`)
      return
    }
    const script = this.sandbox.run('({})', path) as Script
    Object.assign(script, definition)
    script.data = this.sandbox.inside((definition.data ?? {}) as Record<string, unknown>)
    script.route = path
    script.__route__ = path
    script.options = this.sandbox.inside(query)
    const page = this.renderer.adopt<PageInstance>(script, path, { pageId: ++this.ids, query, isReady: false })
    this.stack.push(page)
    if (this.isTab(path)) this.tabs.set(path, page)
    this.hook(page, 'onLoad', script.options)
    this.hook(page, 'onShow')
    this.renderer.show(page)
    setImmediate(() => {
      page.isReady = true
      if (this.stack.includes(page) || this.tabs.has(path)) this.hook(page, 'onReady')
    })
  }

  /** Scripts come with the first visit, those of the page's components before its own. */
  private load(path: string): void {
    this.sandbox.guard(`loading ${path}`, () => {
      for (const component of Object.values(this.app.componentsOf(path))) this.app.require(`${component}.js`)
      this.app.require(`${path}.js`)
    })
  }

  private leave(page: PageInstance | undefined): void {
    if (!page) return
    this.tabs.delete(page.path)
    this.hook(page, 'onUnload')
    this.renderer.forget(page)
  }
}
