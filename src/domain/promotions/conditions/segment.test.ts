import type { Occasion } from '../rule'
import { segment } from './segment'

const occasion: Occasion = { at: 0, newCustomer: false, segments: [], team: false }

test.each([
  [['沉睡'], ['沉睡', '新邻居'], undefined],
  [['沉睡', '新邻居'], ['新邻居'], undefined],
  [['沉睡', '新邻居'], ['活跃'], '仅限沉睡、新邻居'],
  [['沉睡'], [], '仅限沉睡'],
])('for %j, somebody in %j: %s', (segments, own, refusal) => {
  expect(segment.check({ segments }, { ...occasion, segments: own })).toBe(refusal)
  expect(segment.explain({ segments })).toBe(`${segments.join('、')}可用`)
  expect(segment.whenIssued).toBe(true)
})
