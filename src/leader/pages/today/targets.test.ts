import type { RedPacket, TargetStep } from '@/contract/shapes'
import { newlyGranted, nextStep, packetsOfDay } from './targets'

const steps: TargetStep[] = [
  { window: 'day', orders: 20, amountFen: 500, reached: true },
  { window: 'day', orders: 50, amountFen: 1500, reached: false },
  { window: 'day', orders: 100, amountFen: 4000, reached: false },
]

test('the next step names the orders missing and its own amount', () => {
  expect(nextStep(steps, 47)).toEqual({ k: 3, amountFen: 1500 })
  expect(nextStep(steps, 50)).toEqual({ k: 50, amountFen: 4000 })
  expect(nextStep(steps, 0)).toEqual({ k: 20, amountFen: 500 })
  expect(nextStep(steps, 100)).toBeUndefined()
})

const packet = (over: Partial<RedPacket>): RedPacket => ({
  _id: 'l:day:2025-11-21:20',
  leaderId: 'l',
  window: 'day',
  windowKey: '2025-11-21',
  orders: 20,
  amountFen: 500,
  state: 'granted',
  grantedAt: 0,
  byName: '陈**',
  byAt: 0,
  ...over,
})

test('only the packets of that day count, and not those that failed', () => {
  const packets = [
    packet({}),
    packet({ amountFen: 1500, state: 'received' }),
    packet({ amountFen: 700, windowKey: '2025-11-20' }),
    packet({ amountFen: 900, state: 'failed' }),
  ]
  expect(packetsOfDay(packets, '2025-11-21')).toBe(2000)
})

test('only what was not there before, and can be taken, lands', () => {
  const next = [
    packet({ _id: 'a' }),
    packet({ _id: 'b', state: 'received' }),
    packet({ _id: 'c', state: 'awaiting_confirm', grantedAt: 1 }),
    packet({ _id: 'd', grantedAt: 2 }),
  ]
  expect(newlyGranted(new Set(['a']), next).map((one) => one._id)).toEqual(['d', 'c'])
})
