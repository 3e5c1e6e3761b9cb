import type { Incidents } from '../incidents'
import type { ViewElement } from '../template/element'
import { dispatch, type EventParts } from '../template/event'
import { Templates } from '../template/templates'
import type { View } from '../template/view'
import type { Launch } from '../wx/system'
import { Package } from './package'
import { type ComponentDefinition, Renderer } from './renderer'
import { type PageDefinition, parseUrl, Router } from './router'
import type { Sandbox } from './sandbox'

/** One mini-program, running. */
export class App {
  readonly package: Package
  readonly renderer: Renderer
  readonly router: Router
  launched: Launch = { path: '', query: {}, scene: 1001 }
  private script: Record<string, unknown> = {}
  private readonly templates: Templates

  constructor(
    folder: string,
    readonly sandbox: Sandbox,
    readonly incidents: Incidents,
  ) {
    this.package = new Package(folder, sandbox)
    this.templates = new Templates(folder, (text) => incidents.warning(text))
    this.renderer = new Renderer(this.package, this.templates, sandbox, incidents)
    this.router = new Router(this.package, this.renderer, sandbox, incidents)
  }

  /** Starts the app as WeChat does for a link; an empty url is its first page. */
  launch(url: string, scene: number): void {
    const { path, query } = parseUrl(url === '' ? `/${this.package.config.pages[0]}` : url)
    this.launched = { path, query, scene }
    this.sandbox.define(this.globals())
    this.incidents.guard('app.js', () => this.package.require('app.js'))
    const options = this.sandbox.inside(this.launched)
    for (const hook of ['onLaunch', 'onShow']) this.hook(hook, options)
    this.incidents.guard('opening the first page', () => this.router.reLaunch(url === '' ? `/${path}` : url))
  }

  /** The phone shows something else for a while. */
  background(): void {
    this.router.hide()
    this.hook('onHide')
  }

  foreground(): void {
    this.hook('onShow', this.sandbox.inside(this.launched))
    this.router.reveal(this.router.top)
  }

  /** Sends an event to an element of a page. */
  dispatch(element: ViewElement, type: string, parts: EventParts = {}): void {
    dispatch(element, type, parts, (at, method, event) => this.callHandler(at.view, method, event))
  }

  close(): void {
    this.router.leaveAll()
    this.sandbox.close()
  }

  private callHandler(view: View, method: string, event: object): void {
    const { script, path } = this.renderer.instanceOf(view)
    const handler = script[method]
    if (typeof handler !== 'function') this.incidents.warning(`${path} has no method ${method} to handle an event`)
    else this.sandbox.guard(`uncaught in ${method} of ${path}`, () => handler.call(script, this.sandbox.inside(event)))
  }

  private hook(name: string, ...args: unknown[]): void {
    const method = this.script[name]
    if (typeof method === 'function') this.sandbox.guard(`app ${name}`, () => method.apply(this.script, args))
  }

  /** What scripts find without asking: registration and the stack. */
  private globals(): Record<string, unknown> {
    const { router, renderer, sandbox } = this
    let loading = ''
    const require = this.package.require.bind(this.package)
    this.package.require = (file) => {
      const before = loading
      loading = file.replace(/\.js$/, '')
      try {
        return require(file)
      } finally {
        loading = before
      }
    }
    return {
      App: (script: Record<string, unknown>) => {
        this.script = script
      },
      Page: (definition: PageDefinition) => void router.definitions.set(loading, definition),
      Component: (definition: ComponentDefinition) => void renderer.definitions.set(loading, definition),
      Behavior: (definition: object) => definition,
      getApp: () => this.script,
      getCurrentPages: () => {
        // An array of the app's world, holding the pages themselves.
        const pages = sandbox.run('[]', 'getCurrentPages') as unknown[]
        pages.push(...router.stack.map((page) => page.script))
        return pages
      },
    }
  }
}
