import type { Collections } from '../../cloudfunctions/common/collections'
import { parseBaskets } from './baskets'
import { expectedOf } from './expected'
import { observe, type ReadAll } from './observed'
import { reconcile, table } from './reconcile'
import { midnight } from './rules'

// Member 1 and 3 belong to leader L01 (of 2). Whole milk 1290, soda 1990, newspapers 300 (below the least that counts).
const baskets = parseBaskets(
  [
    'date,member,item',
    '2014-01-01,1,whole milk',
    '2014-01-01,1,soda',
    '2014-01-01,1,soda',
    '2014-01-01,3,newspapers',
    '',
  ].join('\n'),
  'f',
)
const expected = expectedOf(baskets, 2)

describe('expectedOf', () => {
  it('works one basket out by hand', () => {
    expect(expected.orders.get('2014-01-01 member-1')).toBe('L01 5270 completed soda×2 whole-milk×1')
    expect(expected).toMatchObject({ orderLines: 3, pieces: 4, paidFen: 5570, residents: 2 })
    expect(expected.groups.get('L01 2013-12-30')).toBe('2/4/5570')
    // The newspaper does not count for the leader.
    expect(expected.leaderWindows.get('L01 day 2014-01-01')).toBe('1/5270/527')
    expect(expected.stock.get('2013-12-30 soda')).toBe('2/4998')
    expect(expected.accounts.get('leader:L01:available')).toBe(527)
    expect(expected.postings).toBe(4)
    expect(expected.redPackets.size).toBe(0)
  })

  it('grants every step of a window that is reached, and none twice', () => {
    const lines = Array.from({ length: 9 }, (_, i) => `2014-01-0${i < 5 ? 1 : 2},${2 * i + 2},soda`)
    const nine = expectedOf(parseBaskets(['date,member,item', ...lines, ''].join('\n'), 'f'), 2)
    expect([...nine.redPackets]).toEqual([
      ['L00:day:2014-01-01:3', '300 received'],
      ['L00:day:2014-01-01:5', '800 received'],
      ['L00:week:2013-12-30:8', '1000 received'],
      ['L00:day:2014-01-02:3', '300 received'],
    ])
  })
})

// biome-ignore lint/suspicious/noExplicitAny: a test that breaks documents on purpose cannot keep their types
type Loose = Record<string, any[]>

/** Documents as the cloud would hold them after the two orders; the test breaks one thing at a time. */
function documents(): { [C in keyof Collections]?: object[] } {
  const at = midnight('2014-01-01') + 36e5
  const order = (member: number, totalFen: number, lines: object[]) => ({
    _id: `o${member}`,
    openid: `member-${member}`,
    leaderId: 'L01',
    state: 'completed',
    totalFen,
    refundedFen: 0,
    paidAt: at,
    lines,
  })
  const flow = (id: string, from: string, to: string, fen: number) => ({
    _id: id,
    lines: [
      { account: from, amountFen: -fen },
      { account: to, amountFen: fen },
    ],
  })
  const sold: Record<string, number> = { soda: 2, 'whole-milk': 1, newspapers: 1 }
  const skus = [...expected.stock.keys()].map((key) => key.split(' ')[1] as string)
  return {
    campaigns: [{ _id: 'c', startAt: midnight('2013-12-30') }],
    orders: [
      order(1, 5270, [
        { skuId: 'whole-milk', quantity: 1 },
        { skuId: 'soda', quantity: 2 },
      ]),
      order(3, 300, [{ skuId: 'newspapers', quantity: 1 }]),
    ],
    stock: [{ _id: 'c', left: Object.fromEntries(skus.map((s) => [s, 5000 - (sold[s] ?? 0)])), sold, holds: {} }],
    groups: [{ _id: 'g', leaderId: 'L01', campaignId: 'c' }],
    group_live: [{ _id: 'g', orders: 2, pieces: 4, paidFen: 5570 }],
    leader_live: [
      { _id: 'L01:2014-01-01', leaderId: 'L01', window: 'day', orders: 1, netFen: 5270, commissionFen: 527 },
      { _id: 'L01:2013-12-30', leaderId: 'L01', window: 'week', orders: 1, netFen: 5270, commissionFen: 527 },
    ],
    red_packets: [],
    ledger: [
      flow('pay:o1', 'clearing:wechatpay', 'platform:sales', 5270),
      flow('pay:o3', 'clearing:wechatpay', 'platform:sales', 300),
      flow('commission:o1', 'platform:commission', 'leader:L01:frozen', 527),
      flow('release:o1', 'leader:L01:frozen', 'leader:L01:available', 527),
    ],
    pools: [{ _id: 'replay', leftFen: 100_000_000, holds: {} }],
    users: [{ _id: 'member-1' }, { _id: 'member-3' }, { _id: 'owner-L01' }],
  }
}

async function differences(change: (docs: Loose) => void = () => {}) {
  const docs = documents() as Loose
  change(docs)
  const rows = reconcile(expected, await observe((async (name: string) => docs[name] ?? []) as unknown as ReadAll))
  return { rows, words: rows.filter((row) => row.differences > 0).map((row) => row.what.split(/[,:]/)[0]) }
}

describe('reconcile', () => {
  it('finds no difference where there is none', async () => {
    expect((await differences()).words).toEqual([])
  })

  it.each<[string, (docs: Loose) => void, string[]]>([
    ['an order missing', (d) => d.orders?.pop(), ['orders', 'order lines', 'pieces (lines of the file)', 'paid']],
    ['an order not completed', (d) => (d.orders![0].state = 'collected'), ['orders']],
    ['a wrong leader', (d) => (d.orders![0].leaderId = 'L00'), ['orders']],
    ['an undelivered event', (d) => (d.orders![0].event = 'paid'), ['loose ends']],
    ['a piece too many sold', (d) => (d.stock![0].sold.soda = 3), ['stock']],
    ['a hold left behind', (d) => (d.stock![0].holds.o1 = {}), ['loose ends']],
    ['progress counted twice', (d) => (d.group_live![0].orders = 3), ['group progress']],
    ['commission off by a fen', (d) => (d.leader_live![0].commissionFen = 528), ['leader windows']],
    [
      'a red packet nobody earned',
      (d) => d.red_packets!.push({ _id: 'x', amountFen: 1, state: 'received' }),
      ['red packets'],
    ],
    ['a pool that lost money', (d) => (d.pools![0].leftFen -= 1), ['red packet pool left']],
    ['a posting missing', (d) => d.ledger!.pop(), ['postings', 'ledger accounts']],
    ['a posting out of balance', (d) => (d.ledger![1].lines[0].amountFen -= 1), ['ledger accounts', 'loose ends']],
    ['a resident too many', (d) => d.users!.push({ _id: 'member-9' }), ['residents']],
  ])('sees %s', async (_name, change, words) => {
    expect((await differences(change)).words).toEqual(words)
  })

  it('prints a table that names the first differences', async () => {
    const { rows } = await differences((d) => d.orders?.pop())
    expect(table(rows)).toContain('member-3: expected L01 300 completed newspapers×1, found nothing')
  })
})
