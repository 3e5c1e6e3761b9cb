import { actionOf } from './actions'
import { goalReached } from './goal'
import { nextOf, offOf, type Promotion, promotionInWords, unmet } from './promotion'
import { UnknownRule } from './rule'
import { scopeInWords, within } from './scope'

const weekend = { windows: [{ weekdays: [6, 7], fromHour: 14, toHour: 18 }] }
const snacks: Promotion = {
  scope: { categories: ['零食'] },
  conditions: [
    { code: 'weekdayHours', args: weekend },
    { code: 'newCustomer', args: {} },
  ],
  action: { code: 'fixed', args: { offFen: 1000, thresholdFen: 3000 } },
}

test('a promotion in words', () => {
  expect(promotionInWords(snacks)).toBe('满30减10，限零食，周六、周日 14:00–18:00可用，新客专享')
  expect(promotionInWords({ action: snacks.action })).toBe('满30减10')
})

test('all conditions are asked, and each says its own', () => {
  const monday = { at: Date.parse('2026-11-23T15:00:00+08:00'), newCustomer: false, segments: [], team: false }
  expect(unmet(snacks, monday)).toEqual([
    { code: 'weekdayHours', text: '仅限周六、周日 14:00–18:00使用' },
    { code: 'newCustomer', text: '仅限还没下过单的新客' },
  ])
  expect(unmet(snacks, monday, true).map(({ code }) => code)).toEqual(['newCustomer'])
  expect(unmet({ action: snacks.action }, monday)).toEqual([])
})

test('never takes off more than there is', () => {
  const free: Promotion = { action: { code: 'fixed', args: { offFen: 1000 } } }
  expect(offOf(free, 999)).toBe(999)
  expect(offOf(free, 1001)).toBe(1000)
  expect(nextOf(snacks, 2000)).toEqual({ thresholdFen: 3000, offFen: 1000 })
  const more: Promotion = { action: { code: 'fixed', args: { offFen: 1000, thresholdFen: 10 } } }
  expect(nextOf(more, 9)).toEqual({ thresholdFen: 10, offFen: 10 })
  expect(nextOf(more, 10)).toBeUndefined()
})

test.each([
  [undefined, true, true, ''],
  [{}, false, false, '限'],
  [{ skuIds: ['apple'] }, true, false, '限指定商品'],
  [{ categories: ['奶'] }, false, true, '限奶'],
  [{ skuIds: ['apple'], categories: ['奶', '蛋'] }, true, true, '限奶、蛋、指定商品'],
  [{ skuIds: [], categories: ['水果'] }, false, false, '限水果'],
])('scope %j: apple %s, milk %s, %s', (scope, apple, milk, words) => {
  const covers = within(scope)
  expect(covers({ skuId: 'apple' })).toBe(apple)
  expect(covers({ skuId: 'milk', category: '奶' })).toBe(milk)
  expect(scopeInWords(scope)).toBe(words)
})

test('a rule nobody knows is named, with those that are known', () => {
  expect(() => actionOf({ code: 'lottery' })).toThrow(UnknownRule)
  expect(() => actionOf({ code: 'lottery' })).toThrow('there is no rule "lottery", only steps, every, fixed, percent')
})

test.each([
  [49, false],
  [50, true],
  [51, true],
])('a goal of 50 orders with %s before: %s', (before, reached) => {
  expect(goalReached({ orders: 50, discountFen: 500 }, before)).toBe(reached)
})
