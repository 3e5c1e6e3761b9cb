import fc from 'fast-check'
import { every } from './every'
import { fixed } from './fixed'
import { actions } from './index'
import { percent } from './percent'
import { steps } from './steps'

const ladder = {
  steps: [
    { thresholdFen: 10_000, offFen: 1000 },
    { thresholdFen: 20_000, offFen: 3000 },
  ],
}

describe('满100减10，满200减30', () => {
  test.each([
    [0, 0, 10_000],
    [9_999, 0, 10_000],
    [10_000, 1000, 20_000],
    [19_999, 1000, 20_000],
    [20_000, 3000, undefined],
    [99_999, 3000, undefined],
  ])('%s fen: %s off, next at %s', (amount, off, next) => {
    expect(steps.off(amount, ladder)).toBe(off)
    expect(steps.next(amount, ladder)?.thresholdFen).toBe(next)
  })
  test('in words', () => expect(steps.explain(ladder)).toBe('满100减10，满200减30'))
  test.each([
    [[{ thresholdFen: 100, offFen: 101 }], '第 1 档减的比门槛还多'],
    [[{ thresholdFen: 100, offFen: 100 }], undefined],
    [
      [
        { thresholdFen: 100, offFen: 10 },
        { thresholdFen: 100, offFen: 20 },
      ],
      '第 2 档的门槛和减额都要高于上一档',
    ],
    [
      [
        { thresholdFen: 100, offFen: 10 },
        { thresholdFen: 200, offFen: 10 },
      ],
      '第 2 档的门槛和减额都要高于上一档',
    ],
    [ladder.steps, undefined],
  ])('%j: %s', (given, wrong) => {
    expect(steps.wrong?.({ steps: given })).toBe(wrong)
  })
})

describe('每满199减20', () => {
  const capped = { thresholdFen: 19_900, offFen: 2000, capFen: 5000 }
  const { capFen: _, ...open } = capped
  test.each([
    [capped, 19_899, 0, { thresholdFen: 19_900, offFen: 2000 }],
    [capped, 19_900, 2000, { thresholdFen: 39_800, offFen: 4000 }],
    [capped, 39_800, 4000, { thresholdFen: 59_700, offFen: 5000 }],
    [capped, 59_700, 5000, undefined],
    [capped, 99_900, 5000, undefined],
    [open, 59_700, 6000, { thresholdFen: 79_600, offFen: 8000 }],
  ])('%j at %s: %s off, then %j', (args, amount, off, next) => {
    expect(every.off(amount, args)).toBe(off)
    expect(every.next(amount, args)).toEqual(next)
  })
  test('in words', () => {
    expect(every.explain(capped)).toBe('每满199减20，最多减50')
    expect(every.explain(open)).toBe('每满199减20')
  })
  test.each([
    [{ thresholdFen: 100, offFen: 101 }, '减的比门槛还多'],
    [{ thresholdFen: 100, offFen: 100 }, undefined],
    [{ thresholdFen: 100, offFen: 20, capFen: 19 }, '封顶比一次减的还少'],
    [{ thresholdFen: 100, offFen: 20, capFen: 20 }, undefined],
  ])('%j: %s', (args, wrong) => {
    expect(every.wrong?.(args)).toBe(wrong)
  })
})

describe('fixed', () => {
  test.each([
    [{ offFen: 1000, thresholdFen: 5000 }, 4999, 0, { thresholdFen: 5000, offFen: 1000 }, '满50减10'],
    [{ offFen: 1000, thresholdFen: 5000 }, 5000, 1000, undefined, '满50减10'],
    [{ offFen: 1050 }, 0, 1050, undefined, '立减10.5'],
    [{ offFen: 500, thresholdFen: 0 }, 0, 500, undefined, '立减5'],
  ])('%j at %s: %s off, then %j, %s', (args, amount, off, next, words) => {
    expect(fixed.off(amount, args)).toBe(off)
    expect(fixed.next(amount, args)).toEqual(next)
    expect(fixed.explain(args)).toBe(words)
  })
})

describe('percent', () => {
  const args = { offBp: 1000, thresholdFen: 10_000, capFen: 2000 }
  test.each([
    [args, 9_999, 0, { thresholdFen: 10_000, offFen: 1000 }, '满100打9折，最多减20'],
    [args, 10_000, 1000, undefined, '满100打9折，最多减20'],
    [args, 10_005, 1001, undefined, '满100打9折，最多减20'],
    [args, 20_000, 2000, undefined, '满100打9折，最多减20'],
    [args, 30_000, 2000, undefined, '满100打9折，最多减20'],
    [{ offBp: 1500 }, 30_000, 4500, undefined, '打8.5折'],
    [{ offBp: 10_000, capFen: 500 }, 400, 400, undefined, '免单，最多减5'],
    [{ offBp: 1250 }, 4, 1, undefined, '打8.75折'],
  ])('%j at %s: %s off, then %j, %s', (given, amount, off, next, words) => {
    expect(percent.off(amount, given)).toBe(off)
    expect(percent.next(amount, given)).toEqual(next)
    expect(percent.explain(given)).toBe(words)
  })
})

const fen = fc.integer({ min: 1, max: 30_000 })
const uses = fc.oneof(
  fc
    .tuple(fc.uniqueArray(fen, { minLength: 1, maxLength: 4 }), fen)
    .map(([thresholds, off]) => {
      const sorted = thresholds.sort((a, b) => a - b)
      return { rule: steps, args: { steps: sorted.map((t, i) => ({ thresholdFen: t, offFen: (off + i) % t || 1 })) } }
    })
    .filter(({ args }) => steps.wrong?.(args) === undefined),
  fc.record({ thresholdFen: fen, offFen: fen, capFen: fc.option(fen, { nil: undefined }) }).map((args) => ({
    rule: every,
    args: { ...args, offFen: Math.min(args.offFen, args.thresholdFen) },
  })),
  fc.record({ thresholdFen: fen, offFen: fen }).map((args) => ({ rule: fixed, args })),
  fc
    .record({ thresholdFen: fen, offBp: fc.integer({ min: 1, max: 10_000 }), capFen: fen })
    .map((args) => ({ rule: percent, args })),
)

test('more is never worth less, and the next step is the first amount that brings more', () => {
  fc.assert(
    fc.property(uses, fc.nat(60_000), fc.nat(1000), ({ rule, args }, amount, more) => {
      const off = (fen: number) => rule.off(fen, args as never)
      expect(off(amount + more)).toBeGreaterThanOrEqual(off(amount))
      const next = rule.next(amount, args as never)
      if (!next) return
      expect(next.thresholdFen).toBeGreaterThan(amount)
      expect(off(next.thresholdFen)).toBe(next.offFen)
      expect(next.offFen).toBeGreaterThanOrEqual(off(amount))
      expect(off(next.thresholdFen - 1)).toBe(off(amount))
    }),
  )
})

test('every action has a code and a label of its own', () => {
  expect(actions.map(({ code }) => code)).toEqual(['steps', 'every', 'fixed', 'percent'])
  expect(new Set(actions.map(({ label }) => label)).size).toBe(actions.length)
})
