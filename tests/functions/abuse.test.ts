import { APPLE, EGGS, makeWorld, newRequestId, type World } from './world'

/** What somebody might try who means no good, and what must not be left behind. */

let world: World
afterEach(() => world.close())

const asked = (lines: { skuId: string; priceFen: number; quantity: number }[], totalFen: number) => ({
  requestId: newRequestId(),
  groupId: world.groupId,
  lines,
  totalFen,
})

describe('an order', () => {
  beforeEach(async () => {
    world = await makeWorld({ stock: 10, limitPerPerson: 3 })
  })

  test('of the same goods on two lines is one line: limits and stock see it whole', async () => {
    const twice = [
      { ...APPLE, quantity: 2 },
      { ...APPLE, quantity: 2 },
    ]
    expect((await world.fails('chen', 'order.place', asked(twice, 4 * 1990))).code).toBe('over_limit')
    const eggs = [
      { ...EGGS, quantity: 60 },
      { ...EGGS, quantity: 60 },
    ]
    expect((await world.fails('chen', 'order.place', asked(eggs, 120 * 2190))).code).toBe('sold_out')
    expect(world.one('stock', world.campaignId)).toMatchObject({ left: { apple: 10, eggs: 100 }, holds: {} })
  })

  test.each([
    ['nothing to pay', [{ ...APPLE, quantity: 1 }], 0, 'price_changed'],
    ['a price below zero', [{ ...APPLE, priceFen: -1990, quantity: 1 }], 0, 'invalid_input'],
    ['a total that does not fit', [{ ...APPLE, quantity: 1 }], 2 ** 53, 'invalid_input'],
    ['more pieces than anybody carries', [{ ...EGGS, quantity: 100 }], 219_000, 'invalid_input'],
    ['more pieces than a number holds', [{ ...EGGS, quantity: 1e300 }], 0, 'invalid_input'],
    [
      'goods called like a part of every object',
      [{ ...APPLE, skuId: '__proto__', quantity: 1 }],
      1990,
      'unknown_goods',
    ],
    ['goods called like a path', [{ ...APPLE, skuId: 'apple.x', quantity: 1 }], 1990, 'unknown_goods'],
  ])('with %s is refused', async (_, lines, totalFen, code) => {
    expect((await world.fails('chen', 'order.place', asked(lines, totalFen))).code).toBe(code)
    expect(world.all('orders')).toEqual([])
  })

  test("of somebody else cannot be seen, paid, cancelled or returned; his request id is the other's own", async () => {
    const requestId = newRequestId()
    const { orderId } = await world.place('chen', { requestId })
    for (const action of ['order.get', 'order.pay', 'order.confirm', 'order.cancel'] as const)
      expect((await world.fails('mallory', action, { orderId })).code).toBe('order_not_found')
    expect((await world.fails('mallory', 'order.refund', { orderId, reason: '我的' })).code).toBe('order_not_found')
    expect((await world.place('mallory', { requestId })).orderId).not.toBe(orderId)
  })

  test('fifty at once by one person stay within his limit, and none is left half made', async () => {
    const tries = await Promise.all(
      Array.from({ length: 50 }, () => world.reply('greedy', 'order.place', asked([{ ...APPLE, quantity: 1 }], 1990))),
    )
    expect(tries.filter((one) => one.ok)).toHaveLength(3)
    const codes = new Set(tries.flatMap((one) => (one.ok ? [] : [one.error.code])))
    expect([...codes].filter((code) => code !== 'over_limit' && code !== 'try_again')).toEqual([])
    expect(world.one('purchases', `${world.campaignId}:greedy`)?.taken.apple).toBe(3)
    const stock = world.one('stock', world.campaignId)
    expect([stock?.left.apple, Object.keys(stock?.holds ?? {}).length]).toEqual([7, 3])
  })
})

describe('functions of the platform', () => {
  beforeEach(async () => {
    world = await makeWorld()
  })

  test.each(['pay', 'worker'])('%s cannot be called by a client', async (name) => {
    const { orderId } = await world.place('chen')
    const client = world.cloud.client({ openid: 'mallory' })
    const answer = await client
      .callFunction({ name, data: { outTradeNo: orderId } })
      .then(({ result }) => result)
      .catch(() => 'refused')
    if (answer !== 'refused') expect(answer).toEqual({ refused: 'only the platform may' })
    expect(world.one('orders', orderId)?.state).toBe('awaiting_payment')
  })

  test('clients read what is opened to them and write nothing at all', async () => {
    await world.pay(await world.place('chen'))
    const db = world.cloud.client({ openid: 'mallory' }).database()
    const closed = ['users', 'leaders', 'orders', 'stock', 'purchases', 'pools', 'ledger', 'touches', 'audit', 'groups']
    for (const name of [...closed, 'leader_live', 'red_packets'])
      await expect(db.collection(name).where({ _id: 'x' }).get()).rejects.toThrow(/permission/i)
    const changes = { orders: 1_000_000 }
    for (const name of [...closed, 'group_live', 'leader_live', 'red_packets'])
      await expect(db.collection(name).doc(world.groupId).update({ data: changes })).rejects.toThrow(/permission/i)
    expect(world.one('group_live', world.groupId)?.orders).toBe(1)
  })
})

test('a phone number is in one collection, and no openid is in what everybody may read', async () => {
  world = await makeWorld({ plan: { targets: [{ window: 'day', orders: 1, amountFen: 500 }] } })
  await world.call('chen', 'account.setPhone', { phone: '13812345678' })
  await world.pay(await world.place('chen'))
  await world.sweep()
  for (const { name } of world.cloud.database.collections()) {
    const text = JSON.stringify(world.cloud.database.find(name))
    if (name !== 'users' && !name.startsWith('_')) expect([name, text.includes('13812345678')]).toEqual([name, false])
  }
  expect(JSON.stringify(world.all('group_live'))).not.toMatch(/chen|zhou"/)
})

describe('a leader who has stopped', () => {
  const stop = () => world.cloud.database.update('leaders', { _id: 'zhoujie' }, { $set: { active: false } })

  test('takes no order, while the campaign runs on with others; what is paid can be returned', async () => {
    world = await makeWorld()
    const placed = await world.place('chen')
    await world.pay(placed)
    await stop()
    expect(await world.call('wang', 'group.open', { groupId: world.groupId })).toMatchObject({ phase: 'closed' })
    // Instances remember leaders for a minute.
    await world.cloud.clock.advance(61_000, 1)
    const input = asked([{ ...APPLE, quantity: 1 }], 1990)
    expect((await world.fails('wang', 'order.place', input)).code).toBe('group_closed')
    const other = `${world.campaignId}-lijie`
    expect((await world.place('wang', { groupId: other })).orderId).toBeDefined()
    expect(await world.call('chen', 'group.home', {})).toMatchObject({ leader: { leaderId: 'lijie' } })
    expect(await world.call('chen', 'order.refund', { orderId: placed.orderId, reason: '团长不做了' })).toMatchObject({
      state: 'refunded',
    })
  })
})

test('a change of prices that dies half way sells nothing at the old ones after the next sweep', async () => {
  world = await makeWorld()
  // Every instance remembers the campaign.
  await Promise.all(Array.from({ length: 8 }, (_, i) => world.place(`warm-${i}`)))
  const prices = [{ skuId: 'apple', priceFen: 1790 }]
  // The campaign has been read and changed; the stock not.
  world.cloud.faults.add({ kind: 'crash', name: 'campaign', nth: 1, afterRequests: 3 })
  await expect(world.call('ops', 'campaign.setPrices', { campaignId: world.campaignId, prices })).rejects.toThrow()
  world.cloud.faults.clear()
  expect(world.one('campaigns', world.campaignId)?.rev).toBe(2)
  expect(world.one('stock', world.campaignId)?.rev).toBe(1)
  await world.sweep()
  const tries = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      world.reply(`late-${i}`, 'order.place', asked([{ ...APPLE, quantity: 1 }], 1990)),
    ),
  )
  for (const one of tries) expect(one).toMatchObject({ ok: false, error: { code: 'price_changed' } })
})

test('a refund that the payment service does not take at once is in the audit all the same', async () => {
  world = await makeWorld()
  const placed = await world.place('chen')
  await world.pay(placed)
  world.cloud.faults.add({ kind: 'error', at: 'pay.refund' })
  await world.reply('ops', 'order.refund', { orderId: placed.orderId, reason: '坏了' })
  world.cloud.faults.clear()
  await world.cloud.clock.advance(2 * 60_000, 1)
  await world.sweep()
  expect(world.one('orders', placed.orderId)).toMatchObject({ state: 'refunded' })
  expect(world.all('audit', { action: 'order.refund' })).toMatchObject([{ by: 'ops', ref: placed.orderId }])
})

test('links opened without end are kept up to a number a day', async () => {
  world = await makeWorld()
  for (let i = 0; i < 55; i++) {
    await world.cloud.clock.advance(1_000, 1)
    await world.call('chen', 'group.touch', { groupId: world.groupId, via: 'link', channel: `c${i}` })
  }
  expect(world.all('touches')).toHaveLength(50)
})

test('goods that cannot be counted are not put on sale', async () => {
  world = await makeWorld()
  const goods = { name: '怪', spec: '1 个', picture: 'egg', category: '蛋', priceFen: 100 }
  await world.cloud.database.insert('products', [{ _id: 'a.b', ...goods }])
  const now = world.cloud.clock.now()
  const failure = await world.fails('ops', 'campaign.create', {
    requestId: newRequestId(),
    title: '试试',
    startAt: now,
    cutoffAt: now + 1,
    deliverAt: now + 2,
    goalOrders: 1,
    items: [{ skuId: 'a.b', priceFen: 100, stock: 1 }],
    leaderIds: ['zhoujie'],
  })
  expect(failure).toMatchObject({ code: 'invalid_input', message: '商品编号里不能有点号和 $' })
})
