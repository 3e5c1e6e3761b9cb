import type { Sandbox } from '../app/sandbox'
import type { Incidents } from '../incidents'
import { type Api, type Delivery, type Family, type Options, settle } from './calls'
import { wxNames } from './names'

type Mock = { result: unknown } | { work: Api; args: unknown[] }

/**
 * `wx` with every name its types declare. What no family provides throws when it is called, and is an incident even if
 * the app catches it. Tests may answer in the place of any method, as with the automator's mockWxMethod.
 */
export class Wx {
  readonly object: Record<string, unknown> = {}
  private readonly apis = new Map<string, Api>()
  private readonly mocks = new Map<string, Mock>()
  private readonly to: Delivery

  constructor(
    private readonly sandbox: Sandbox,
    incidents: Incidents,
    families: Family,
    properties: Record<string, unknown>,
  ) {
    this.to = {
      inside: (value) => sandbox.inside(value),
      guard: (what, work) => sandbox.guard(what, work),
    }
    const names = wxNames()
    const unprovided = (name: string) => () => {
      const text = `wx.${name} is not provided by the host`
      incidents.error(text)
      throw new Error(text)
    }
    for (const name of names.methods) {
      this.apis.set(name, families[name]?.(name, this.to) ?? unprovided(name))
      this.object[name] = (...args: unknown[]) => this.call(name, args)
    }
    const strange = Object.keys(families).filter((name) => !this.apis.has(name))
    if (strange.length > 0) throw new Error(`wx has no ${strange.join(', ')} by its types`)
    for (const name of names.properties) this.object[name] = properties[name]
  }

  /** Calls a method, or what a test has put into its place. */
  call(name: string, args: unknown[]): unknown {
    const mock = this.mocks.get(name)
    const api = this.apis.get(name)
    if (!api) throw new Error(`wx.${name} is not a function`)
    if (!mock) return api(...args)
    const options = args[0] as Options | undefined
    const answer = 'work' in mock ? mock.work.apply({ origin: api }, [...args, ...mock.args]) : mock.result
    const isLater = typeof options === 'object' && options !== null && !name.endsWith('Sync')
    return isLater ? settle(name, options, Promise.resolve(answer as object), this.to) : this.sandbox.inside(answer)
  }

  /** Answers with `result`, or with what a function in source text returns; a result whose errMsg says fail fails. */
  mock(name: string, mock: { result: unknown } | { source: string; args: unknown[] }): void {
    if (!this.apis.has(name)) throw new Error(`wx.${name} is not a function`)
    if ('result' in mock) this.mocks.set(name, mock)
    else this.mocks.set(name, { work: this.sandbox.run(`(${mock.source})`, `mock of ${name}`) as Api, args: mock.args })
  }

  restore(name: string): void {
    this.mocks.delete(name)
  }
}
