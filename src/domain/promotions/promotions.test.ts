import { actionOf, actions } from './actions'
import type { Arg, ArgSpecs, Shape } from './args'
import { conditions } from './conditions'
import { goalReached } from './goal'
import { prices } from './prices'
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
  const message = `there is no rule "lottery", only ${actions.map(({ code }) => code).join(', ')}`
  expect(() => actionOf({ code: 'lottery' })).toThrow(expect.objectContaining({ name: 'UnknownRule', message }))
})

describe('what a form is drawn from', () => {
  type Drawn = Pick<Arg, 'label' | 'shape'>
  const inside = ({ shape }: Drawn): Drawn[] => (shape.type === 'list' ? fieldsOf(shape.of) : [])
  const fieldsOf = (shape: Shape): Drawn[] => (shape.type === 'record' ? Object.values(shape.fields) : [])
  const rules: readonly { code: string; label: string; args: ArgSpecs }[] = [...actions, ...conditions, ...prices]

  test.each(rules.map((rule) => [rule.code, rule] as const))(
    '%s: each field says in words what it is',
    (_code, rule) => {
      const fields = Object.values(rule.args)
      const drawn = [...fields, ...fields.flatMap(inside)]
      for (const { label } of [rule, ...drawn]) expect(label).toMatch(/^[一-龥]+$/)
      expect(new Set(drawn.map(({ label }) => label)).size).toBe(drawn.length)
    },
  )
  test('kinds of one list have labels of their own', () => {
    for (const list of [actions, conditions, prices])
      expect(new Set(list.map(({ label }) => label)).size).toBe(list.length)
  })
})

test.each([
  [49, false],
  [50, true],
  [51, true],
])('a goal of 50 orders with %s before: %s', (before, reached) => {
  expect(goalReached({ orders: 50, discountFen: 500 }, before)).toBe(reached)
})
