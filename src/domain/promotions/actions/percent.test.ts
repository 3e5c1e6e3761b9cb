import { percent } from './percent'

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
    // What is reached with it rounds to nothing, so nothing is missing for it.
    [{ offBp: 100, thresholdFen: 49 }, 48, 0, undefined, '满0.49打9.9折'],
    [{ offBp: 100, thresholdFen: 50 }, 48, 0, { thresholdFen: 50, offFen: 1 }, '满0.5打9.9折'],
  ])('%j at %s: %s off, then %j, %s', (given, amount, off, next, words) => {
    expect(percent.off(amount, given)).toBe(off)
    expect(percent.next(amount, given)).toEqual(next)
    expect(percent.explain(given)).toBe(words)
  })
})
