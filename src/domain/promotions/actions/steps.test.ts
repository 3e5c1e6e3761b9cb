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
