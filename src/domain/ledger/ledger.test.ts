import fc from 'fast-check'
import { baseCommission } from '../incentives/commission'
import type { Statement } from '../settlement/statement'
import { bouncedPostings, completedPostings, paidPostings, refundedPostings } from './orders'
import { account, balanced, balances, type Posting, UnbalancedPosting } from './posting'
import { grantedPostings, receivedPostings, unclaimedPostings } from './redPackets'
import { refundPostings } from './refunds'
import { payoutEndedPostings, payoutPostings, statementPostings } from './statements'

const order = { orderId: 'o1', leaderId: 'l1', totalFen: 4860, commissionFen: 486 }
const packet = { id: 'l1:day:2026-11-22:50', leaderId: 'l1', pool: 'targets', amountFen: 1500 }
const left = (postings: Posting[]) => Object.fromEntries([...balances(postings)].filter(([, fen]) => fen !== 0))

test('a paid order: the money is sales, the commission is frozen', () => {
  expect(left(paidPostings(order, 1))).toEqual({
    'clearing:wechatpay': -4860,
    'platform:sales': 4860,
    'platform:commission': -486,
    'leader:l1:frozen': 486,
  })
})

test('paid and refunded leaves nobody with anything', () => {
  const result = left([...paidPostings(order, 1), ...refundedPostings(order, 2)])
  expect(result).toEqual({ 'platform:sales': 4860, 'platform:refunds': -4860 })
})

test('completion makes the commission available', () => {
  const result = balances([...paidPostings(order, 1), ...completedPostings(order, 2)])
  expect(result.get(account.frozen('l1'))).toBe(0)
  expect(result.get(account.available('l1'))).toBe(486)
})

test('a late payment goes in and out and earns nothing', () => {
  expect(left(bouncedPostings(order, 1))).toEqual({ 'platform:sales': 4860, 'platform:refunds': -4860 })
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

describe('what a posting says', () => {
  const parts = { orderId: 'o1', leaderId: 'l1', no: 'r1', amountFen: 9, commissionBeforeFen: 2, commissionAfterFen: 1 }
  const month = { leaderId: 'l1', period: '2014-02', net: 5 }
  test.each<[Posting[], string, string]>([
    [paidPostings(order, 7), 'o1', 'pay:o1: order paid, commission:o1: base commission accrued'],
    [
      refundedPostings(order, 7),
      'o1',
      'refund:o1: order refunded, commission-void:o1: base commission voided by refund',
    ],
    [bouncedPostings(order, 7), 'o1', 'pay:o1: order paid after it was closed, refund:o1: late payment returned'],
    [completedPostings(order, 7), 'o1', 'release:o1: base commission released'],
    [
      refundPostings({ ...parts, released: false }, 7),
      'o1',
      'refund:o1:r1: order refunded in part, commission-back:o1:r1: base commission voided by refund',
    ],
    [
      refundPostings({ ...parts, released: true }, 7),
      'o1',
      'refund:o1:r1: order refunded in part, commission-back:o1:r1: base commission reversed by refund',
    ],
    [grantedPostings(packet, 7), packet.id, `redpacket:${packet.id}: target reached`],
    [receivedPostings(packet, 7), packet.id, `redpacket-received:${packet.id}: red packet received`],
    [unclaimedPostings(packet, 7), packet.id, `redpacket-expired:${packet.id}: red packet not taken in time`],
    [payoutPostings(month, 7), 'l1:2014-02', 'payout:l1:2014-02: payout'],
    [payoutEndedPostings(month, true, 1, 7), 'l1:2014-02', 'payout-received:l1:2014-02: payout received'],
    [payoutEndedPostings(month, false, 3, 7), 'l1:2014-02', 'payout-returned:l1:2014-02:3: payout not taken'],
  ])('%#', (postings, ref, said) => {
    expect(postings.map((one) => `${one._id}: ${one.reason}`).join(', ')).toBe(said)
    for (const one of postings) expect(one).toMatchObject({ ref, at: 7 })
  })
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
  const odd = () => balanced({ _id: 'x', at: 0, reason: '', ref: '', lines })
  expect(odd).toThrow(UnbalancedPosting)
  expect(odd).toThrow(expect.objectContaining({ name: 'UnbalancedPosting', message: 'x is off by 1 fen' }))
})

describe('refunds in part', () => {
  const refund = {
    orderId: 'o1',
    leaderId: 'l1',
    no: 'r1',
    amountFen: 1000,
    commissionBeforeFen: 486,
    commissionAfterFen: 386,
  }

  test('before release the share is voided, after it is reversed, below zero if it must be', () => {
    expect(left(refundPostings({ ...refund, released: false }, 1))).toEqual({
      ...{ 'platform:refunds': -1000, 'clearing:wechatpay': 1000 },
      ...{ 'leader:l1:frozen': -100, 'platform:commission': 100 },
    })
    expect(left(refundPostings({ ...refund, released: true }, 1))).toMatchObject({ 'leader:l1:available': -100 })
  })

  test('however a refund is cut, all parts take back exactly what had accrued', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(cuts, fc.boolean(), (parts, released) => {
        const totalFen = parts.reduce((a, b) => a + b, 0)
        const plan = { baseRateBp: 1000, minEffectiveFen: 500 }
        const commissionAt = (refundedFen: number) => baseCommission({ totalFen, refundedFen, counts: true }, plan)
        const money = { ...order, totalFen, commissionFen: commissionAt(0) }
        const postings = [...paidPostings(money, 1), ...(released ? completedPostings(money, 1) : [])]
        let refundedFen = 0
        parts.forEach((amountFen, i) => {
          const commissionBeforeFen = commissionAt(refundedFen)
          refundedFen += amountFen
          const now = { commissionBeforeFen, commissionAfterFen: commissionAt(refundedFen) }
          postings.push(...refundPostings({ ...refund, ...now, no: `r${i}`, amountFen, released }, 2))
        })
        expect(left(postings)).toEqual({ 'platform:sales': totalFen, 'platform:refunds': -totalFen })
        expect(new Set(postings.map((one) => one._id)).size).toBe(postings.length)
      }),
    )
  })
})

describe('statements', () => {
  const lines = {
    base: 1000,
    tierExcess: -5,
    safetyNet: 20,
    newLeader: 30,
    virtualTier: 40,
    newCustomers: 50,
    dividend: 60,
    clawback: -370,
  }
  const clawback = [
    { period: '2014-01', fen: -70, lines: { base: -50, safetyNet: -20 } },
    { period: '2014-01', fen: -300, redPacket: 'l1:day:2014-01-30:2' },
  ]
  const statement = {
    leaderId: 'l1',
    period: '2014-02',
    lines,
    details: { clawback },
    withheld: 7,
    net: 818,
  } as unknown as Statement

  test('the base was posted order by order; every other line, what is taken back and the tax are posted now', () => {
    const postings = statementPostings(statement, 'targets', 5)
    expect(left(postings)).toEqual({
      ...{ 'platform:commission': -(-5 + 20 + 40 + 60 - 20), 'platform:marketing': -80 },
      ...{ 'platform:redpacket:targets': 300, 'tax:withheld': 7, 'leader:l1:available': 195 - 20 - 300 - 7 },
    })
    expect(postings.map((one) => one._id)).toEqual([
      ...['tierExcess', 'safetyNet', 'newLeader', 'virtualTier', 'newCustomers', 'dividend'].map(
        (name) => `statement:l1:2014-02:${name}`,
      ),
      ...['clawback:l1:2014-02:2014-01:safetyNet', 'redpacket-reversed:l1:day:2014-01-30:2', 'withheld:l1:2014-02'],
    ])
    expect(postings.map((one) => one.ref)).toEqual(postings.map(() => 'l1:2014-02'))
    expect(postings.map((one) => one.reason)).toEqual([
      ...['tierExcess', 'safetyNet', 'newLeader', 'virtualTier', 'newCustomers', 'dividend'].map(
        (name) => `statement: ${name}`,
      ),
      ...['clawback: safetyNet', 'target not reached after all', 'tax withheld'],
    ])
  })

  test('a payout is received once, or comes back as often as it is not taken', () => {
    const sent = payoutPostings(statement, 1)
    expect(left([...sent, ...payoutEndedPostings(statement, true, 1, 2)])).toEqual({
      'leader:l1:available': -818,
      'leader:l1:paid': 818,
    })
    expect(left([...sent, ...payoutEndedPostings(statement, false, 1, 2)])).toEqual({})
    const ids = [true, false].flatMap((received) =>
      [1, 2].flatMap((attempt) => payoutEndedPostings(statement, received, attempt, 2)),
    )
    expect(ids.map((one) => one._id)).toEqual([
      ...['payout-received:l1:2014-02', 'payout-received:l1:2014-02'],
      ...['payout-returned:l1:2014-02:1', 'payout-returned:l1:2014-02:2'],
    ])
  })
})
