import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalCloud, startLocalCloud } from 'localcloud'
import { builtFunctions, root } from '../../config/tasks/paths'
import { defaultPlan } from '../../src/domain/plan/plan'

const NOON = Date.UTC(2026, 0, 9, 4)
const HOUR = 3_600_000

let cloud: LocalCloud
let files: string
beforeAll(async () => {
  files = mkdtempSync(join(tmpdir(), 'first-day-'))
  cpSync(join(root, 'docs/first-day'), files, { recursive: true })
  cloud = await startLocalCloud({
    functions: builtFunctions,
    indexes: join(root, 'cloudfunctions/database.indexes.json'),
    rules: join(root, 'cloudfunctions/database.rules.json'),
    functionEnv: { TRANSFER_GATEWAY: 'sandbox' },
    clock: { now: NOON },
    quiet: true,
  })
})
afterAll(async () => {
  await cloud.close()
  rmSync(files, { recursive: true, force: true })
})

async function call<T>(openid: string, action: string, input: object = {}): Promise<T> {
  const [name = ''] = action.split('.')
  const reply = (await cloud.call(name, { action, input }, { openid })) as { ok: boolean; data: T; error?: object }
  if (!reply.ok) throw new Error(JSON.stringify(reply.error))
  return reply.data
}

test('what docs/deploy.md says of the first day leads to a paid order', async () => {
  await call('o-boss', 'account.signIn')
  await call('o-leader', 'account.signIn')
  await cloud.database.update('users', { _id: 'o-boss' }, { $set: { roles: ['resident', 'operations'] } })
  await cloud.database.update('users', { _id: 'o-leader' }, { $set: { roles: ['resident', 'leader'] } })
  const leaders = join(files, 'leaders.jsonl')
  writeFileSync(leaders, readFileSync(leaders, 'utf8').replace('OPENID_OF_THE_LEADER', 'o-leader'))
  await cloud.database.import(files)
  expect(cloud.database.get('pools', String(defaultPlan.redPacketPool))).toBeDefined()

  const { campaignId } = await call<{ campaignId: string }>('o-boss', 'campaign.create', {
    ...{
      requestId: 'first-campaign',
      title: '开张',
      startAt: NOON,
      cutoffAt: NOON + HOUR,
      deliverAt: NOON + 20 * HOUR,
    },
    ...{ goalOrders: 5, items: [{ skuId: 'apple-5', priceFen: 1990, stock: 10 }], leaderIds: ['zhoujie'] },
  })
  await call('o-boss', 'campaign.start', { campaignId })
  const placed = await call<{ orderId: string; payment: { package: string } }>('o-neighbour', 'order.place', {
    ...{ requestId: 'first-order', groupId: `${campaignId}-zhoujie`, totalFen: 1990 },
    lines: [{ skuId: 'apple-5', quantity: 1, priceFen: 1990 }],
  })
  await cloud.pay.confirm(placed.payment.package.replace('prepay_id=', ''))
  expect(await call('o-neighbour', 'order.confirm', { orderId: placed.orderId })).toMatchObject({ state: 'paid' })
  expect(await call('o-leader', 'leader.today')).toMatchObject({ live: { orders: 1 } })
})
