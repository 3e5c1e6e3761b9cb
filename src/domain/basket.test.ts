import { asks, owes, priceBasket, type Shelf } from './basket'

const items = [
  { skuId: 'a', priceFen: 1990, offers: [{ code: 'newcomer' as const, args: { priceFen: 990 } }] },
  { skuId: 'b', priceFen: 690 },
]
const steps = { code: 'steps' as const, args: { steps: [{ thresholdFen: 2000, offFen: 300 }] } }
const forNew = { id: '1', conditions: [{ code: 'newCustomer' as const, args: {} }], action: steps }
const far = { code: 'steps' as const, args: { steps: [{ thresholdFen: 900_000, offFen: 300 }] } }
const forAll = { id: '2', action: steps }
const occasion = { at: 0, newCustomer: true, segments: [], team: false }

test('goods that are not on the shelf are left out, lines of the same are one', () => {
  const wanted = ['b', 'gone', 'b'].map((skuId) => ({ skuId, quantity: 2 }))
  const priced = priceBasket(wanted, { items }, occasion)
  expect(priced.lines).toMatchObject([{ skuId: 'b', quantity: 4, paidFen: 2760 }])
})

test.each<[string, Shelf, boolean]>([
  ['nothing asks', { items: items.slice(1) }, false],
  ['a ladder that asks nothing', { items: items.slice(1), ladders: [{ id: '1', action: steps }] }, false],
  ['a price of newcomers', { items }, true],
  ['a ladder of newcomers', { items: items.slice(1), ladders: [forNew] }, true],
])('whether the buyer must be looked up: %s', (_, shelf, expected) => {
  expect(asks(shelf, 'newCustomer')).toBe(expected)
  expect(asks(shelf, 'segments')).toBe(false)
})

test.each<[string, string, number, Shelf, boolean, boolean]>([
  ['a price of newcomers', 'a', 1, { items }, true, true],
  ['the same for somebody else', 'a', 1, { items }, false, false],
  ['other goods', 'b', 1, { items }, true, false],
  ['a ladder of newcomers', 'b', 3, { items, ladders: [forNew] }, true, true],
  ['the same, not reached', 'b', 2, { items, ladders: [forNew] }, true, false],
  ['a ladder for everybody', 'b', 3, { items, ladders: [{ id: '1', action: steps }] }, true, false],
])('what is owed to being new: %s', (_, skuId, quantity, shelf, newCustomer, expected) => {
  const priced = priceBasket([{ skuId, quantity }], shelf, { ...occasion, newCustomer })
  expect(owes(priced, shelf, 'newCustomer')).toBe(expected)
})

test('what a team or everybody has is not owed to being new', () => {
  const team = { ...items[0], skuId: 'a', priceFen: 1990, offers: [{ code: 'team' as const, args: { priceFen: 990 } }] }
  const shelf = { items: [team, items[1] as (typeof items)[number]], ladders: [{ ...forNew, action: far }, forAll] }
  const wanted = ['a', 'b'].map((skuId) => ({ skuId, quantity: 3 }))
  const priced = priceBasket(wanted, shelf, { ...occasion, team: true })
  expect(priced.discounts.map(({ id }) => id)).toEqual(['2'])
  expect(owes(priced, shelf, 'newCustomer')).toBe(false)
})

test('one price of newcomers among others is enough, and segments are asked for by their name', () => {
  const wanted = ['a', 'b'].map((skuId) => ({ skuId, quantity: 1 }))
  expect(owes(priceBasket(wanted, { items }, occasion), { items }, 'newCustomer')).toBe(true)
  const known = { id: '3', conditions: [{ code: 'segment' as const, args: { segments: ['沉睡'] } }], action: steps }
  expect(asks({ items: [], ladders: [known] }, 'segments')).toBe(true)
  expect(asks({ items: [], ladders: [known] }, 'newCustomer')).toBe(false)
})
