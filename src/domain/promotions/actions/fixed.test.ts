import { fixed } from './fixed'

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
