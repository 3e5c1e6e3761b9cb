import { checkSteps, isFull, stepsOf, withStep } from './steps'

test('usual steps are offered one after the other, and fit each other', () => {
  const three = withStep(withStep(withStep([])))
  const { ladders } = checkSteps(three)
  expect(ladders).toEqual([
    {
      action: {
        code: 'steps',
        args: {
          steps: [
            { thresholdFen: 3900, offFen: 500 },
            { thresholdFen: 6900, offFen: 1200 },
            { thresholdFen: 9900, offFen: 2000 },
          ],
        },
      },
    },
  ])
  expect(stepsOf(ladders)).toEqual(three)
  expect(isFull(withStep(three))).toBe(false)
  expect(isFull(withStep(withStep(three)))).toBe(true)
})

test('no steps are no ladder', () => {
  expect(checkSteps([])).toEqual({ ladders: [] })
  expect(stepsOf()).toEqual([])
})

test.each([
  [[['', '5']], '满减：第 1 档的金额不对，如 满 39 减 5'],
  [[['39', '五元']], '满减：第 1 档的金额不对，如 满 39 减 5'],
  [[['39', '0']], '满减：第 1 档的金额不对，如 满 39 减 5'],
  [[['3', '5']], '满减：第 1 档减的比门槛还多'],
  [
    [
      ['39', '5'],
      ['69', '5'],
    ],
    '满减：第 2 档的门槛和减额都要高于上一档',
  ],
])('%j: %s', (typed, problem) => {
  const steps = typed.map(([threshold = '', off = '']) => ({ threshold, off }))
  expect(checkSteps(steps)).toEqual({ problem })
})
