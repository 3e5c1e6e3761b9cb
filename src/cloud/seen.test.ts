import { learn } from './clock'
import { createSeen } from './seen'
import type { DeviceStorage } from './types'

function device(room = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>()
  const storage: DeviceStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem(key, value) {
      if (kept.size >= room && !kept.has(key)) throw new Error('full')
      kept.set(key, value)
    },
    removeItem: (key) => void kept.delete(key),
  }
  return { kept, seen: createSeen(() => storage) }
}

test('what was seen is there again, by action and input', () => {
  const { seen } = device()
  seen.remember('group.open', { groupId: 'a' }, { title: '周末' })
  seen.remember('group.open', { groupId: 'b' }, { title: '水果' })
  expect(seen.recall('group.open', { groupId: 'a' })).toMatchObject({ data: { title: '周末' } })
  expect(seen.recall('group.open', { groupId: 'c' })).toBeUndefined()
})

test('what was seen is counted down by the clock it was seen by', () => {
  const { seen } = device()
  learn(Date.now() - 86_400_000)
  seen.remember('group.open', { groupId: 'a' }, {})
  learn(Date.now())
  expect(seen.recall('group.open', { groupId: 'a' })?.clockOffset).toBeCloseTo(-86_400_000, -2)
})

test('only first screens are kept, and only the latest of them', () => {
  const { seen, kept } = device()
  seen.remember('order.list', {}, { orders: [] })
  expect(seen.recall('order.list', {})).toBeUndefined()
  for (let i = 0; i < 20; i++) seen.remember('order.get', { orderId: `${i}` }, { i })
  seen.remember('order.get', { orderId: '8' }, { i: 8 })
  expect(kept.size).toBe(13)
  expect(seen.recall('order.get', { orderId: '7' })).toBeUndefined()
  for (const i of [8, 9, 19]) expect(seen.recall('order.get', { orderId: `${i}` })).toMatchObject({ data: { i } })
})

test('a long answer, a full device and a broken entry only lose the head start', () => {
  const { seen, kept } = device(1)
  seen.remember('group.home', {}, 'x'.repeat(70_000))
  expect(kept.size).toBe(0)
  seen.remember('group.home', {}, { fine: true })
  seen.remember('account.signIn', {}, { fine: true })
  expect(seen.recall('account.signIn', {})).toBeUndefined()
  kept.set('seen:group.home:{}', '{half')
  expect(seen.recall('group.home', {})).toBeUndefined()
})

test('forgetting leaves nothing', () => {
  const { seen, kept } = device()
  seen.remember('order.get', { orderId: '1' }, { code: '1234' })
  seen.remember('account.signIn', {}, { phone: '138****1234' })
  kept.set('cart', '{}')
  seen.forget()
  expect([...kept.keys()]).toEqual(['cart'])
})
