import { type ActionName, contracts } from '../../src/contract'
import { makeWorld, type World } from './world'

/**
 * Who may call what, as a matrix over every action there is. The input is empty, so who is let in fails on something
 * else (or succeeds, where nothing is wanted); who is not fails on who he is — never the other way round.
 */
const people = { guest: '', resident: 'chen', leader: 'zhou', operations: 'ops' } as const
const actions = Object.keys(contracts) as ActionName[]

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

/** An input that passes the schema but means nothing. */
const blank: Partial<Record<ActionName, object>> = {
  'account.setPhone': { code: 'none' },
  'account.consent': { requestId: 'r-00000000', templateIds: ['t'] },
  'group.open': { groupId: 'none' },
  'group.touch': { groupId: 'none', via: 'link' },
  'order.place': {
    requestId: 'r-00000000',
    groupId: 'none',
    lines: [{ skuId: 'x', quantity: 1, priceFen: 1 }],
    totalFen: 1,
  },
  'order.refund': { orderId: 'none', reason: '试试' },
  'leader.collect': { code: '00000000' },
  'leader.takeRedPacket': { redPacketId: 'none' },
  'leader.confirmRedPacket': { redPacketId: 'none' },
  'campaign.create': {
    requestId: 'r-00000000',
    title: '试试',
    startAt: 1,
    cutoffAt: 2,
    deliverAt: 3,
    goalOrders: 1,
    items: [{ skuId: 'none', priceFen: 1, stock: 1 }],
    leaderIds: ['none'],
  },
  'campaign.start': { campaignId: 'none' },
  'campaign.end': { campaignId: 'none' },
  'campaign.setLadders': { campaignId: 'none', ladders: [] },
  'campaign.setPrices': { campaignId: 'none', prices: [{ skuId: 'none', priceFen: 1 }] },
}

describe.each(actions)('%s', (action) => {
  const allowed: readonly string[] = contracts[action].roles
  test.each(Object.entries(people))('by a %s', async (role, who) => {
    const input = blank[action] ?? (action.startsWith('order.') && action !== 'order.list' ? { orderId: 'none' } : {})
    const reply = await world.reply(who, action, input as never)
    const code = reply.ok ? 'ok' : reply.error.code
    // Everybody who signed in is a resident, and everybody is a guest.
    const has = role === 'guest' ? ['guest'] : ['guest', 'resident', role]
    const lets = allowed.some((r) => has.includes(r))
    const refused = code === 'not_allowed' || code === 'sign_in_first'
    // Signing in is open to all but needs somebody to sign in.
    if (action === 'account.signIn' && role === 'guest') expect(code).toBe('sign_in_first')
    else expect({ role, refused }).toEqual({ role, refused: !lets })
    expect(code).not.toBe('invalid_input')
    expect(code).not.toBe('unexpected')
  })
})

test('what no contract names is refused', async () => {
  for (const event of [{ action: 'order.steal', input: {} }, { action: 'toString' }, {}, null, 'x'])
    expect(await world.cloud.call('order', event, { openid: 'chen' })).toMatchObject({
      ok: false,
      error: { code: 'unknown_action' },
    })
})
