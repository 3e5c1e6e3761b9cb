import fc from 'fast-check'
import { bouncedPostings, completedPostings, paidPostings, refundedPostings } from './orders'
import { account, balanced, balances, type Posting, UnbalancedPosting } from './posting'
import { grantedPostings, receivedPostings, unclaimedPostings } from './redPackets'

const order = { orderId: 'o1', leaderId: 'l1', totalFen: 4860, commissionFen: 486 }
const packet = { id: 'l1:day:2026-11-22:50', leaderId: 'l1', pool: 'targets', amountFen: 1500 }
const after = (postings: Posting[]) => Object.fromEntries([...balances(postings)].filter(([, fen]) => fen !== 0))

test('a paid order: the money is sales, the commission is frozen', () => {
  expect(after(paidPostings(order, 1))).toEqual({
    'clearing:wechatpay': -4860,
    'platform:sales': 4860,
    'platform:commission': -486,
    'leader:l1:frozen': 486,
  })
})

test('paid and refunded leaves nobody with anything', () => {
  const result = after([...paidPostings(order, 1), ...refundedPostings(order, 2)])
  expect(result).toEqual({ 'platform:sales': 4860, 'platform:refunds': -4860 })
})

test('completion makes the commission available', () => {
  const result = balances([...paidPostings(order, 1), ...completedPostings(order, 2)])
  expect(result.get(account.frozen('l1'))).toBe(0)
  expect(result.get(account.available('l1'))).toBe(486)
})

test('a late payment goes in and out and earns nothing', () => {
  expect(after(bouncedPostings(order, 1))).toEqual({ 'platform:sales': 4860, 'platform:refunds': -4860 })
})

test('a red packet ends in the wallet or in the balance, never in both', () => {
  const received = balances([...grantedPostings(packet, 1), ...receivedPostings(packet, 2)])
  expect(received.get(account.paid('l1'))).toBe(1500)
  expect(received.get(account.transfers)).toBe(0)
  const unclaimed = balances([...grantedPostings(packet, 1), ...unclaimedPostings(packet, 2)])
  expect(unclaimed.get(account.available('l1'))).toBe(1500)
  expect(unclaimed.get(account.redPackets('targets'))).toBe(-1500)
})

test('what causes a posting names it: the same cause has the same id', () => {
  expect(paidPostings(order, 1).map((p) => p._id)).toEqual(paidPostings(order, 99).map((p) => p._id))
  const all = [
    ...paidPostings(order, 1),
    ...refundedPostings(order, 1),
    ...completedPostings(order, 1),
    ...grantedPostings(packet, 1),
    ...receivedPostings(packet, 1),
    ...unclaimedPostings(packet, 1),
  ].map((p) => p._id)
  expect(new Set(all).size).toBe(all.length)
})

test('an order without commission posts no empty lines', () => {
  expect(paidPostings({ ...order, commissionFen: 0 }, 1)).toHaveLength(1)
  expect(completedPostings({ ...order, commissionFen: 0 }, 1)).toEqual([])
})

test('every posting sums to zero', () => {
  const amounts = fc.integer({ min: 0, max: 10 ** 9 })
  fc.assert(
    fc.property(amounts, amounts, (totalFen, commissionFen) => {
      const money = { ...order, totalFen, commissionFen }
      for (const posting of [...paidPostings(money, 1), ...refundedPostings(money, 1), ...completedPostings(money, 1)])
        expect(posting.lines.reduce((t, l) => t + l.amountFen, 0)).toBe(0)
    }),
  )
})

test('one that does not is refused', () => {
  const lines = [{ account: 'a', amountFen: 1 }]
  expect(() => balanced({ _id: 'x', at: 0, reason: '', ref: '', lines })).toThrow(UnbalancedPosting)
})
