import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { compileFunction } from 'node:vm'
import { transformSync } from 'esbuild'
// Comes with jest: the same matchers as in `npm test`.
import { expect } from 'expect'
import fc from 'fast-check'

/**
 * Runs the tests of the rules for Stryker in one process, thousands of times: the modules are compiled once, a mutant
 * is switched on in them, and only those it touches while it loads are loaded anew. The rules are pure, so nothing of one run can
 * reach the next. Offers of jest what these tests use: describe, test, test.each, expect.
 */
class RulesRunner {
  #folder = join(process.cwd(), 'src/domain')
  #files = testFilesIn(this.#folder)
  #compiled = new Map()
  /** What each module takes from others of ours. */
  #taken = new Map()
  #tests = []
  #stryker = {}

  capabilities() {
    return { reloadEnvironment: true }
  }

  init() {
    // A broken rule must only be noticed, not explained: the first counterexample ends a property.
    fc.configureGlobal({ endOnFailure: true, numRuns: 30 })
    Object.assign(globalThis, { expect, __stryker__: this.#stryker })
  }

  async dryRun() {
    this.#load()
    const tests = []
    for (const test of this.#tests) {
      this.#stryker.currentTestId = test.id
      tests.push(await outcomeOf(test))
    }
    this.#stryker.currentTestId = undefined
    return { status: 'complete', tests, mutantCoverage: this.#stryker.mutantCoverage }
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, reloadEnvironment, sandboxFileName }) {
    const active = { activeMutant: activeMutant.id, hitCount: hitLimit && 0, hitLimit }
    if (mutantActivation === 'static') Object.assign(this.#stryker, active)
    try {
      if (reloadEnvironment || this.#tests.length === 0) this.#load()
      Object.assign(this.#stryker, active)
      return await this.#firstFailure(this.#touching(sandboxFileName, testFilter))
    } catch (error) {
      return { status: 'error', errorMessage: String(error) }
    } finally {
      this.#stryker.activeMutant = undefined
      // What was loaded with a mutant in it must not outlive it.
      if (reloadEnvironment) this.#tests = []
    }
  }

  /** Tests that can notice a mutant of a file: those named, else all that load it. Those beside it come first. */
  #touching(fileName, ids) {
    const loading = new Set(this.#files.filter((file) => this.#loads(file, fileName)))
    const tests = this.#tests.filter((test) => (ids ? ids.includes(test.id) : loading.has(test.fileName)))
    const far = (test) => Number(dirname(test.fileName) !== dirname(fileName))
    return tests.sort((a, b) => far(a) - far(b))
  }

  #loads(from, fileName, seen = new Set()) {
    if (from === fileName) return true
    if (seen.has(from)) return false
    seen.add(from)
    return [...(this.#taken.get(from) ?? [])].some((next) => this.#loads(next, fileName, seen))
  }

  async #firstFailure(tests) {
    let nrOfTests = 0
    for (const test of tests) {
      const outcome = await outcomeOf(test)
      nrOfTests += 1
      if (this.#stryker.hitCount > this.#stryker.hitLimit) return { status: 'timeout', reason: 'does not end' }
      if (outcome.failureMessage !== undefined)
        return { status: 'killed', killedBy: [test.id], failureMessage: outcome.failureMessage, nrOfTests }
    }
    return { status: 'survived', nrOfTests }
  }

  /** Runs all modules anew and collects the tests they declare. */
  #load() {
    this.#tests = []
    const loaded = new Map()
    for (const fileName of this.#files) {
      const names = []
      const test = (name, run) =>
        this.#tests.push({
          id: `${relative(this.#folder, fileName)} ${this.#tests.length}`,
          fileName,
          name: [...names, name].join(' '),
          run,
        })
      test.each = (rows) => (name, run) => {
        for (const row of rows) test(name, () => run(...[row].flat()))
      }
      const describe = (name, body) => {
        names.push(name)
        body()
        names.pop()
      }
      Object.assign(globalThis, { test, describe })
      this.#module(fileName, loaded)
    }
  }

  #module(fileName, loaded) {
    const known = loaded.get(fileName)
    if (known) return known.exports
    const module = { exports: {} }
    loaded.set(fileName, module)
    const require = createRequire(fileName)
    const taken = new Set()
    this.#taken.set(fileName, taken)
    const take = (name) => {
      if (!name.startsWith('.')) return require(name)
      const source = sourceOf(dirname(fileName), name)
      taken.add(source)
      return this.#module(source, loaded)
    }
    this.#code(fileName)(take, module, module.exports, dirname(fileName))
    return module.exports
  }

  #code(fileName) {
    const known = this.#compiled.get(fileName)
    if (known) return known
    const { code } = transformSync(readFileSync(fileName, 'utf8'), { loader: 'ts', format: 'cjs', target: 'node20' })
    const compiled = compileFunction(code, ['require', 'module', 'exports', '__dirname'], { filename: fileName })
    this.#compiled.set(fileName, compiled)
    return compiled
  }
}

async function outcomeOf({ id, name, fileName, run }) {
  const begin = performance.now()
  const result = (more) => ({ id, name, fileName, timeSpentMs: performance.now() - begin, ...more })
  try {
    await run()
    return result({ status: 0 })
  } catch (error) {
    return result({ status: 1, failureMessage: String(error?.message ?? error) })
  }
}

/** Short files first: most broken rules are noticed before the long ones begin. */
function testFilesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(a).size - statSync(b).size)
}

function sourceOf(folder, name) {
  const path = join(folder, name)
  const file = [`${path}.ts`, join(path, 'index.ts')].find((one) => statSync(one, { throwIfNoEntry: false }))
  if (!file) throw new Error(`${name} is not in ${folder}`)
  return file
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'rules', factory: () => new RulesRunner() }]
