import fc from 'fast-check'
import { every } from './every'
import { fixed } from './fixed'
import { actions } from './index'
import { percent } from './percent'
import { steps } from './steps'

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

test('every action has a code of its own', () => {
  expect(new Set(actions.map(({ code }) => code)).size).toBe(actions.length)
})
