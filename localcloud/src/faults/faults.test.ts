import fc from 'fast-check'
import { Faults } from './faults'
import type { FaultRates, FaultSpec, Point } from './types'

const fresh = (...specs: FaultSpec[]) => {
  const faults = new Faults(() => 0)
  faults.add(specs)
  return faults
}
const get = (name: string): Point => ({ at: 'database.getDocument', name })
/** Which of `count` calls of a point are struck, from 1. */
const struck = (faults: Faults, count: number, point: Point = get('c')) =>
  Array.from({ length: count }, (_, i) => i + 1).filter(() => faults.meet(point).length > 0)

describe('which calls are struck', () => {
  test.each<[string, FaultSpec, number[]]>([
    ['all', { kind: 'error' }, [1, 2, 3, 4, 5]],
    ['the nth', { kind: 'error', nth: 3 }, [3]],
    ['the first', { kind: 'error', times: 2 }, [1, 2]],
    ['some from the nth', { kind: 'error', nth: 2, times: 3 }, [2, 3, 4]],
    ['none of another name', { kind: 'error', name: 'd' }, []],
    ['none of another point', { kind: 'error', at: 'database.modifyDocument' }, []],
    ['all of points that begin alike', { kind: 'error', at: 'database.*' }, [1, 2, 3, 4, 5]],
    ['none where the kind cannot strike', { kind: 'crash' }, []],
    ['none with probability 0', { kind: 'error', probability: 0 }, []],
    ['all with probability 1', { kind: 'error', probability: 1, seed: 9 }, [1, 2, 3, 4, 5]],
  ])('%s', (_, spec, expected) => {
    const faults = fresh(spec)
    expect(struck(faults, 5)).toEqual(expected)
    expect(faults.list()[0]?.struck).toBe(expected.length)
    expect(faults.trace()).toHaveLength(expected.length)
  })

  test('calls of a source only; conflicts only where there is a transaction', () => {
    const invoke = (source: string) => ({ at: 'invoke', name: 'f', source })
    expect(fresh({ kind: 'crash', source: 'wx_trigger' }).meet(invoke('wx_client'))).toEqual([])
    expect(fresh({ kind: 'crash', source: 'wx_trigger' }).meet(invoke('wx_trigger'))).toHaveLength(1)
    const write = { at: 'database.modifyDocument', name: 'c' }
    expect(fresh({ kind: 'conflict' }).meet(write)).toEqual([])
    expect(fresh({ kind: 'conflict' }).meet({ ...write, contended: true })).toHaveLength(1)
  })

  test('latency comes with another fault, two others do not come together', () => {
    const faults = fresh({ kind: 'latency', ms: 3 }, { kind: 'error' }, { kind: 'dropReply' })
    expect(faults.meet(get('c'))).toMatchObject([{ kind: 'latency', amount: 3 }, { kind: 'error' }])
    expect(faults.list().map(({ struck }) => struck)).toEqual([1, 1, 0])
  })

  test('taken back, a rule strikes no more and its deeds stay in the trace', () => {
    const faults = fresh({ kind: 'error' }, { kind: 'latency' })
    faults.meet(get('c'))
    faults.clear(1)
    expect(faults.meet(get('c'))).toMatchObject([{ kind: 'latency' }])
    faults.clear()
    expect(faults.active).toBe(false)
    expect(faults.meet(get('c'))).toEqual([])
    expect(faults.trace()).toHaveLength(3)
  })
})

describe('same seed, same run', () => {
  const RATES: FaultRates = { error: 0.2, dropReply: 0.2, latency: 0.3, crash: 0.3, duplicate: 0.5, disconnect: 0.4 }
  const points = fc.constantFrom<Point>(
    get('orders'),
    get('goods'),
    { at: 'database.modifyDocument', name: 'orders' },
    { at: 'invoke', name: 'shop' },
    { at: 'notice.payment', name: 'pay' },
    { at: 'watch', name: 'orders' },
  )
  const seeds = fc.nat({ max: 2 ** 32 - 1 })
  const run = (seed: number, calls: Point[]) => {
    const faults = new Faults(() => 0)
    faults.plan(seed, RATES)
    for (const call of calls) faults.meet(call)
    return faults.trace()
  }
  const ofPoint = ({ at, name }: Point, calls: Point[]) => calls.filter((call) => call.at === at && call.name === name)

  test('the same calls meet the same faults', () => {
    fc.assert(
      fc.property(seeds, fc.array(points), (seed, calls) => {
        expect(run(seed, calls)).toEqual(run(seed, calls))
      }),
    )
  })

  test('calls of other points and names change nothing, wherever they come in between', () => {
    fc.assert(
      fc.property(seeds, fc.array(points, { maxLength: 60 }), points, (seed, calls, point) => {
        const alone = run(seed, ofPoint(point, calls))
        const among = ofPoint(point, run(seed, calls))
        expect(among).toEqual(alone)
      }),
    )
  })

  test('a rule more changes nothing about the others', () => {
    fc.assert(
      fc.property(seeds, fc.nat({ max: 20 }), (seed, count) => {
        const spec: FaultSpec = { kind: 'latency', probability: 0.4, seed, ms: [1, 9] }
        const trace = (faults: Faults) => {
          struck(faults, count)
          return faults.trace().filter(({ kind }) => kind === 'latency')
        }
        const strip = (fault: object) => ({ ...fault, rule: 0 })
        const more = trace(fresh({ kind: 'error', probability: 0.5, seed }, spec))
        expect(more.map(strip)).toEqual(trace(fresh(spec)).map(strip))
      }),
    )
  })

  test('another seed strikes elsewhere, about as often', () => {
    const strikes = (seed: number) => struck(fresh({ kind: 'error', probability: 0.3, seed }), 2000)
    const [first, second] = [strikes(1), strikes(2)]
    expect(first).not.toEqual(second)
    for (const calls of [first, second]) {
      expect(calls.length).toBeGreaterThan(500)
      expect(calls.length).toBeLessThan(700)
    }
  })

  test('amounts are drawn from all of their range', () => {
    const faults = fresh({ kind: 'crash', seed: 4, afterRequests: [2, 5] })
    struck(faults, 200, { at: 'invoke', name: 'f' })
    expect([...new Set(faults.trace().map(({ amount }) => amount))].sort()).toEqual([2, 3, 4, 5])
  })
})

describe('a rule that makes no sense is refused in words', () => {
  test.each<[unknown, string]>([
    [{ kind: 'explosion' }, 'kind "explosion" is not one of error, latency'],
    [{ kind: 'crash', at: 'database.*' }, 'at "database.*" never fits: crash strikes at invoke'],
    [{ kind: 'error', at: 'datbase.get' }, 'never fits'],
    [{ kind: 'error', ms: 5 }, 'has no ms; it has at, name'],
    [{ kind: 'error', probability: 2 }, 'probability must be a number from 0 to 1'],
    [{ kind: 'latency', ms: [5, 2] }, 'ms must be a whole number from 0, or a range'],
    [{ kind: 'latency', ms: [5] }, 'ms must be'],
    [{ kind: 'error', nth: 0 }, 'nth must be a whole number from 1'],
    ['error', 'expected an object'],
  ])('%j', (spec, message) => {
    expect(() => fresh(spec as FaultSpec)).toThrow(message)
  })

  test.each<[unknown, string]>([
    [{ rules: [{ kind: 'error' }, { kind: 'crash', nth: 'x' }] }, 'f.json: rule 2: nth'],
    [{ rules: {} }, 'f.json: rules must be a list'],
    [{ rates: { error: 0.1 } }, 'seed and rates belong together'],
    [{ seed: 1, rates: { explosion: 0.1 } }, 'explosion'],
    [{ rule: [] }, 'no such field: rule'],
  ])('a plan %j, of which nothing is taken', (plan, message) => {
    const faults = fresh()
    expect(() => faults.load(plan, 'f.json')).toThrow(message)
    expect(faults.list()).toEqual([])
  })
})
