import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { compileFunction } from 'node:vm'
import { transformSync } from 'esbuild'
// Comes with jest: the same matchers as in `npm test`.
import { expect } from 'expect'
import fc from 'fast-check'

/**
 * Runs the tests of the rules for Stryker in one process, thousands of times: every module is compiled once and run
 * anew for each mutant, so that nothing of one can reach the next. Of jest it offers what these tests use: describe,
 * test, test.each, expect.
 */
class RulesRunner {
  #folder = join(process.cwd(), 'src/domain')
  #files = readdirSync(this.#folder, { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(this.#folder, name))
  #compiled = new Map()
  /** What each module takes from others of ours. */
  #taken = new Map()
  /** How long each test took without a mutant, ms. */
  #spent = new Map()
  #stryker = {}

  capabilities() {
    return { reloadEnvironment: true }
  }

  init() {
    // A broken rule must only be noticed, not explained: the first counterexample ends a property. Always the same
    // examples, so that a score can be compared with the one before.
    fc.configureGlobal({ endOnFailure: true, numRuns: 30, seed: 1 })
    Object.assign(globalThis, { expect, __stryker__: this.#stryker })
    this.#load(this.#files)
  }

  async dryRun() {
    this.#stryker.mutantCoverage = undefined
    const outcomes = []
    for (const test of this.#load(this.#files)) {
      this.#stryker.currentTestId = test.id
      const outcome = await outcomeOf(test)
      this.#spent.set(test.id, outcome.timeSpentMs)
      outcomes.push(outcome)
    }
    this.#stryker.currentTestId = undefined
    return { status: 'complete', tests: outcomes, mutantCoverage: this.#stryker.mutantCoverage }
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, sandboxFileName }) {
    const active = { activeMutant: activeMutant.id, hitCount: hitLimit && 0, hitLimit }
    if (mutantActivation === 'static') Object.assign(this.#stryker, active)
    try {
      const tests = this.#load(this.#files.filter((file) => this.#reaches(file, sandboxFileName)))
      Object.assign(this.#stryker, active)
      return await this.#firstFailure(testFilter ? tests.filter(({ id }) => testFilter.includes(id)) : tests)
    } catch (error) {
      return { status: 'error', errorMessage: String(error) }
    } finally {
      this.#stryker.activeMutant = undefined
    }
  }

  /** The quickest tests come first: they notice most. */
  async #firstFailure(tests) {
    const spent = ({ id }) => this.#spent.get(id) ?? 0
    for (const [i, test] of tests.sort((a, b) => spent(a) - spent(b)).entries()) {
      const { failureMessage } = await outcomeOf(test)
      if (this.#stryker.hitCount > this.#stryker.hitLimit) return { status: 'timeout', reason: 'it does not end' }
      if (failureMessage !== undefined)
        return { status: 'killed', killedBy: [test.id], failureMessage, nrOfTests: i + 1 }
    }
    return { status: 'survived', nrOfTests: tests.length }
  }

  /** Runs test files and all modules they take anew; returns the tests they declare. */
  #load(files) {
    const tests = []
    const loaded = new Map()
    for (const fileName of files) {
      let count = 0
      const names = []
      const test = (name, run) => {
        count += 1
        tests.push({
          id: `${relative(this.#folder, fileName)} ${count}`,
          fileName,
          name: [...names, name].join(' '),
          run,
        })
      }
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
    return tests
  }

  #reaches(from, fileName, seen = new Set()) {
    if (from === fileName) return true
    if (seen.has(from)) return false
    seen.add(from)
    return [...this.#taken.get(from)].some((next) => this.#reaches(next, fileName, seen))
  }

  #module(fileName, loaded) {
    const known = loaded.get(fileName)
    if (known) return known.exports
    const module = { exports: {} }
    loaded.set(fileName, module)
    const require = createRequire(fileName)
    const take = (name) => {
      if (!name.startsWith('.')) return require(name)
      const source = sourceOf(dirname(fileName), name)
      this.#taken.get(fileName).add(source)
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
    this.#taken.set(fileName, new Set())
    return compiled
  }
}

async function outcomeOf({ id, name, fileName, run }) {
  const begin = performance.now()
  const outcome = (more) => ({ id, name, fileName, timeSpentMs: performance.now() - begin, ...more })
  try {
    await run()
    return outcome({ status: 0 })
  } catch (error) {
    return outcome({ status: 1, failureMessage: String(error?.message ?? error) })
  }
}

function sourceOf(folder, name) {
  const path = join(folder, name)
  const file = [`${path}.ts`, join(path, 'index.ts')].find((one) => statSync(one, { throwIfNoEntry: false }))
  if (!file) throw new Error(`${name} is not in ${folder}`)
  return file
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'rules', factory: () => new RulesRunner() }]
