import type { Offer } from '@/contract/shapes'
import { shownOf } from './shown'

const offer = (skuId: string, left: number): Offer => ({
  skuId,
  name: skuId,
  spec: '',
  picture: '',
  priceFen: 100,
  stock: 10,
  left,
})

const [taken, left] = [offer('apple', 3), offer('eggs', 10)]

test.each([
  ['open', [taken, left], ['apple', 'eggs']],
  ['upcoming', [left], ['eggs']],
  ['closed', [taken, left], ['apple']],
  ['closed', [left], ['eggs']],
] as const)('of a group that is %s', (phase, offers, shown) => {
  expect(shownOf({ phase, offers: [...offers] }).map(({ skuId }) => skuId)).toEqual(shown)
})
