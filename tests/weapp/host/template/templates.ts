import vm from 'node:vm'
import { compileTemplates } from './compile'

/** An element as compiled templates make it: `wx-view` with its attributes evaluated. Text is a bare string. */
export interface TemplateNode {
  tag: string
  attr?: Record<string, unknown>
  children?: (TemplateNode | string)[]
}

/**
 * The templates of one build. Compiled templates change Object.prototype and compare constructors, so they live in a
 * world of their own, and only JSON crosses into it and out of it.
 */
export class Templates {
  private readonly generate: (path: string, data: string) => string

  /** @param onWarning whatever a template prints: a missing template, an unknown expression, a failing .wxs */
  constructor(folder: string, onWarning: (text: string) => void) {
    const print = (...words: unknown[]) => onWarning(words.map(String).join(' '))
    const world = vm.createContext({ window: {}, console: { log: print, info: print, warn: print, error: print } })
    const source = `(function () {
      var gwx = (function () { ${compileTemplates(folder)} })()
      var known = {}
      return function (path, data) {
        var make = known[path] || (known[path] = gwx(path))
        if (typeof make !== 'function') throw new Error('there is no template ' + path)
        return JSON.stringify(make(JSON.parse(data), {}, {}))
      }
    })()`
    this.generate = new vm.Script(source, { filename: 'templates.js' }).runInContext(world)
  }

  /** Renders `path` (from the package's root, with .wxml) with data as JSON text. */
  render(path: string, data: string): TemplateNode {
    return JSON.parse(this.generate(path, data)) as TemplateNode
  }
}
