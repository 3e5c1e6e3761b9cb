import { every } from './every'

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
