import type { DeviceStorage } from '@/cloud/types'
import { createCart, followTabs } from './cart-store'

function memory(): DeviceStorage {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
}

test('baskets are kept by group, and nothing of zero is in one', () => {
  const cart = createCart(memory())
  cart.getState().set('g1', 'apple', 2)
  cart.getState().set('g2', 'egg', 1)
  cart.getState().set('g1', 'pear', 1)
  cart.getState().set('g1', 'pear', 0)
  expect(cart.getState().carts).toEqual({ g1: { apple: 2 }, g2: { egg: 1 } })
  cart.getState().clear('g1')
  expect(cart.getState().carts).toEqual({ g2: { egg: 1 } })
})

test('a retry of the same order has the same request id, until its outcome is known', () => {
  const cart = createCart(memory())
  const first = cart.getState().requestFor('g1', 'two apples')
  expect(cart.getState().requestFor('g1', 'two apples')).toBe(first)
  cart.getState().settle('g1')
  expect(cart.getState().requestFor('g1', 'two apples')).not.toBe(first)
})

test('another content, or another group, is another intention', () => {
  const cart = createCart(memory())
  const first = cart.getState().requestFor('g1', 'two apples')
  expect(cart.getState().requestFor('g2', 'two apples')).not.toBe(first)
  expect(cart.getState().requestFor('g1', 'three apples')).not.toBe(first)
})

test('basket and request id survive closing the app', () => {
  const storage = memory()
  const before = createCart(storage)
  before.getState().set('g1', 'apple', 2)
  const id = before.getState().requestFor('g1', 'two apples')
  const after = createCart(storage)
  expect(after.getState().carts).toEqual({ g1: { apple: 2 } })
  expect(after.getState().requestFor('g1', 'two apples')).toBe(id)
})

test('what one tab orders is gone from the other, and a retry there is the same order', () => {
  const storage = memory()
  const [one, other] = [createCart(storage), createCart(storage)]
  const listeners: ((event: { key: string | null }) => void)[] = []
  followTabs(other, { addEventListener: (_: string, heard: never) => void listeners.push(heard) } as never)
  const tell = () => {
    for (const heard of listeners) heard({ key: 'lintuan-cart' })
  }
  one.getState().set('g1', 'apple', 2)
  const id = one.getState().requestFor('g1', 'two apples')
  tell()
  expect(other.getState().carts).toEqual({ g1: { apple: 2 } })
  expect(other.getState().requestFor('g1', 'two apples')).toBe(id)
  one.getState().clear('g1')
  tell()
  expect(other.getState().carts).toEqual({})
})

test('request ids are long enough and do not repeat', () => {
  const cart = createCart(memory())
  const ids = Array.from({ length: 500 }, (_, n) => cart.getState().requestFor('g', String(n)))
  expect(new Set(ids).size).toBe(500)
  for (const id of ids) expect(id.length).toBeGreaterThanOrEqual(8)
})
