import type { Occasion } from '../rule'
import { newCustomer } from './newCustomer'

const occasion: Occasion = { at: 0, newCustomer: false, segments: [], team: false }

test('new customers', () => {
  expect(newCustomer.check({}, { ...occasion, newCustomer: true })).toBeUndefined()
  expect(newCustomer.check({}, occasion)).toBe('仅限还没下过单的新客')
  expect(newCustomer.explain({})).toBe('新客专享')
  expect(newCustomer.whenIssued).toBe(true)
})
