import { APPLE, HOUR, makeWorld, NOON, newRequestId, type World } from './world'

let world: World

beforeAll(async () => {
  world = await makeWorld()
})

afterAll(() => world?.close())

/** Starts a campaign of zhoujie's, as far from now as said (hours). */
async function start(title: string, { closes, delivers }: { closes: number; delivers: number }): Promise<void> {
  const { campaignId } = await world.call('ops', 'campaign.create', {
    requestId: newRequestId(),
    title,
    startAt: NOON - HOUR,
    cutoffAt: NOON + closes * HOUR,
    deliverAt: NOON + delivers * HOUR,
    goalOrders: 20,
    items: [{ ...APPLE, stock: 10 }],
    leaderIds: ['zhoujie'],
  })
  await world.call('ops', 'campaign.start', { campaignId })
}

test('of a leader’s open groups the next to close is on top, then the next to be delivered, and it stays so', async () => {
  await start('后送', { closes: 5, delivers: 40 })
  await start('先送', { closes: 5, delivers: 20 })
  await start('先截单', { closes: 2, delivers: 60 })
  for (let i = 0; i < 6; i++) await start('同时', { closes: 9, delivers: 30 })
  const look = async () => (await world.call('chen', 'group.home', { leaderId: 'zhoujie' })).groups
  const groups = await look()
  expect(groups.map((group) => group.title).slice(0, 3)).toEqual(['先截单', '先送', '后送'])
  const twins = groups.filter((group) => group.title === '同时').map((group) => group.groupId)
  expect(twins).toEqual([...twins].sort())
  expect(await look()).toEqual(groups)
})
