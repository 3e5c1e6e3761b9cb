import type { Incidents } from '../incidents'
import type { ViewElement } from '../template/element'
import type { Templates } from '../template/templates'
import { View } from '../template/view'
import { getPath, setPath } from './data'
import type { Instance, Script } from './instance'
import type { Package } from './package'
import type { Sandbox } from './sandbox'
import { judge, type SetData } from './set-data'

/** What `Component()` was given. */
export interface ComponentDefinition {
  properties?: Record<string, unknown>
  data?: Record<string, unknown>
  methods?: Record<string, (...args: unknown[]) => unknown>
  options?: { virtualHost?: boolean }
  lifetimes?: Record<string, (...args: unknown[]) => unknown>
  [name: string]: unknown
}

/** Keeps what is shown up with the data of pages and components. */
export class Renderer {
  /** Every setData of every page, oldest first. */
  readonly setDatas: (SetData & { path: string })[] = []
  /** Counts what was shown, so that a mirror knows when it is behind. */
  version = 0
  readonly definitions = new Map<string, ComponentDefinition>()
  private readonly instances = new Map<string, Instance>()
  private readonly views = new WeakMap<View, Instance>()
  private readonly started = performance.now()
  private ids = 0

  constructor(
    private readonly app: Package,
    private readonly templates: Templates,
    private readonly sandbox: Sandbox,
    private readonly incidents: Incidents,
  ) {}

  /** Gives a script its data and setData; the view is empty until `show`. */
  adopt<T extends Instance>(script: Script, path: string, more: Omit<T, keyof Instance>, host?: ViewElement): T {
    const id = `${path}#${++this.ids}`
    const components = this.app.componentsOf(path)
    const view = new View(
      {
        id,
        component: (tag, element, known) =>
          components[tag] ? this.component(components[tag], element, known) : undefined,
        gone: (gone) => this.detach(gone),
        warn: (text) => this.incidents.warning(`${path}.wxml: ${text}`),
      },
      host,
    )
    const instance = { id, path, script, view, isDirty: true, ...more } as T
    script.setData = (patch: Record<string, unknown>, done?: () => void) => this.setData(instance, patch, done)
    script.is = path
    this.instances.set(id, instance)
    this.views.set(view, instance)
    return instance
  }

  /** The page or component that shows a view. */
  instanceOf(view: View): Instance {
    return this.views.get(view) as Instance
  }

  /** An element by the id of its page or component and its key there. */
  element(instanceId: string, key: string): ViewElement | undefined {
    return this.instances.get(instanceId)?.view.elements.get(key)
  }

  /** Renders when something has changed since. */
  show(instance: Instance): void {
    if (!instance.isDirty) return
    instance.isDirty = false
    this.version++
    const render = () => this.templates.render(`${instance.path}.wxml`, JSON.stringify(instance.script.data))
    const tree = this.sandbox.guard(`rendering ${instance.path}`, render)
    if (tree) instance.view.show(tree)
  }

  forget(instance: Instance): void {
    instance.view.clear()
    this.instances.delete(instance.id)
  }

  private setData(instance: Instance, patch: Record<string, unknown>, done?: () => void): void {
    const json = JSON.stringify(patch) ?? '{}'
    const { bytes, error, warnings } = judge(patch, json)
    for (const warning of warnings) this.incidents.warning(`${instance.path}: ${warning}`)
    this.setDatas.push({ path: instance.path, bytes, at: performance.now() - this.started })
    if (error) {
      this.incidents.error(`${instance.path}: ${error}`)
      return
    }
    const copy = this.sandbox.inside(patch)
    for (const path of Object.keys(patch)) setPath(instance.script.data, path, copy[path])
    instance.isDirty = true
    // As on a device the data is there at once, and what is shown follows; the callback comes after that.
    setImmediate(() => {
      if (this.instances.has(instance.id)) this.show(instance)
      if (done) this.sandbox.guard('uncaught in the callback of setData', () => done.call(instance.script))
    })
  }

  private component(path: string, host: ViewElement, known: View | undefined): View {
    if (known) {
      const instance = this.instanceOf(known)
      known.host = host
      this.giveProperties(instance, host)
      this.show(instance)
      return known
    }
    this.app.require(`${path}.js`)
    const definition = this.definitions.get(path)
    if (!definition) throw new Error(`${path}.js registers no component`)
    const script = this.sandbox.run('({})', 'component') as Script
    Object.assign(script, definition.methods)
    script.data = this.sandbox.inside({ ...defaults(definition.properties), ...definition.data })
    const instance = this.adopt<Instance>(script, path, {}, host)
    this.giveProperties(instance, host)
    this.lifetime(definition, instance, 'created')
    this.lifetime(definition, instance, 'attached')
    this.show(instance)
    this.lifetime(definition, instance, 'ready')
    return instance.view
  }

  private giveProperties(instance: Instance, host: ViewElement): void {
    const names = Object.keys(this.definitions.get(instance.path)?.properties ?? {})
    for (const name of names) {
      if (!(name in host.props)) continue
      if (JSON.stringify(getPath(instance.script.data, name)) === JSON.stringify(host.props[name])) continue
      instance.script.data[name] = this.sandbox.inside(host.props[name])
      instance.isDirty = true
    }
    // Scripts read their properties as `this.properties` or `this.data` alike.
    instance.script.properties = instance.script.data
  }

  private lifetime(definition: ComponentDefinition, instance: Instance, name: string): void {
    const method = definition.lifetimes?.[name] ?? definition[name]
    if (typeof method === 'function') this.sandbox.guard(`${instance.path} ${name}`, () => method.call(instance.script))
  }

  private detach(view: View): void {
    const instance = this.instanceOf(view)
    const definition = this.definitions.get(instance.path)
    if (definition) this.lifetime(definition, instance, 'detached')
    this.forget(instance)
  }
}

function defaults(properties: Record<string, unknown> = {}): Record<string, unknown> {
  const empty: Record<string, unknown> = { String: '', Number: 0, Boolean: false, Array: [] }
  const entries = Object.entries(properties).map(([name, given]) => {
    const { type = given, value } = (typeof given === 'object' && given ? given : {}) as {
      type?: unknown
      value?: unknown
    }
    return [name, value ?? empty[(type as { name?: string })?.name ?? ''] ?? null]
  })
  return Object.fromEntries(entries)
}
