import { APPLE, EGGS, HOUR, makeWorld, NOON, newRequestId, type World } from './world'

describe('placing an order', () => {
  let world: World
  beforeAll(async () => {
    world = await makeWorld({ stock: 20, limitPerPerson: 3 })
  })
  afterAll(() => world.close())

  test('holds the goods and makes the payment', async () => {
    const placed = await world.place('chen', {
      lines: [
        { ...APPLE, quantity: 2 },
        { ...EGGS, quantity: 1 },
      ],
    })
    expect(placed).toMatchObject({ totalFen: 2 * 1990 + 2190, expiresAt: NOON + HOUR / 2 })
    expect(placed.payment?.package).toMatch(/^prepay_id=/)
    expect(world.one('orders', placed.orderId)).toMatchObject({
      state: 'awaiting_payment',
      openid: 'chen',
      leaderId: 'zhoujie',
      counts: true,
      buyer: { name: '陈**', phoneTail: '1234' },
    })
    const stock = world.one('stock', world.campaignId)
    expect(stock?.left).toEqual({ apple: 18, eggs: 99 })
    expect(stock?.holds[placed.orderId]).toEqual({ at: NOON, pieces: { apple: 2, eggs: 1 } })
  })

  test('the same request gives the same order, and holds once', async () => {
    const requestId = newRequestId()
    const first = await world.place('wang', { requestId })
    const left = world.one('stock', world.campaignId)?.left.apple
    const second = await world.place('wang', { requestId })
    expect(second.orderId).toBe(first.orderId)
    expect(second.payment?.package).toBe(first.payment?.package)
    expect(world.one('stock', world.campaignId)?.left.apple).toBe(left)
  })

  test('twenty at once with one request id make one order', async () => {
    const requestId = newRequestId()
    const placed = await Promise.all(Array.from({ length: 20 }, () => world.place('zhao', { requestId })))
    expect(new Set(placed.map((p) => p.orderId)).size).toBe(1)
    expect(world.all('orders', { openid: 'zhao' })).toHaveLength(1)
  })

  test('the same request with another basket is refused', async () => {
    const requestId = newRequestId()
    await world.place('wu', { requestId })
    const failure = await world.fails('wu', 'order.place', {
      requestId,
      groupId: world.groupId,
      lines: [{ ...EGGS, quantity: 1 }],
      totalFen: 2190,
    })
    expect(failure.code).toBe('request_reused')
  })

  test('an old price is an expected error with the new figures, and buys nothing', async () => {
    const before = world.one('stock', world.campaignId)
    const failure = await world.fails('sun', 'order.place', {
      requestId: newRequestId(),
      groupId: world.groupId,
      lines: [{ skuId: 'apple', priceFen: 1590, quantity: 1 }],
      totalFen: 1590,
    })
    expect(failure).toMatchObject({
      code: 'price_changed',
      details: { lines: [{ skuId: 'apple', priceFen: 1990 }], totalFen: 1990 },
    })
    expect(world.one('stock', world.campaignId)).toEqual(before)
    expect(world.all('orders', { openid: 'sun' })).toEqual([])
  })

  test('above the limit a person has, nothing is taken and the rest is named', async () => {
    await world.place('qian', { lines: [{ ...APPLE, quantity: 2 }] })
    const failure = await world.fails('qian', 'order.place', {
      requestId: newRequestId(),
      groupId: world.groupId,
      lines: [{ ...APPLE, quantity: 2 }],
      totalFen: 3980,
    })
    expect(failure).toMatchObject({ code: 'over_limit', details: { lines: [{ skuId: 'apple', left: 1 }] } })
    expect((await world.call('qian', 'order.list', {})).orders).toHaveLength(1)
    await world.place('qian', { lines: [{ ...APPLE, quantity: 1 }] })
  })

  test('the limit holds when a person orders ten times at once', async () => {
    const tries = await Promise.all(
      Array.from({ length: 10 }, () =>
        world.reply('greedy', 'order.place', {
          requestId: newRequestId(),
          groupId: world.groupId,
          lines: [{ ...APPLE, quantity: 1 }],
          totalFen: 1990,
        }),
      ),
    )
    expect(tries.filter((t) => t.ok)).toHaveLength(3)
    expect(world.one('purchases', `${world.campaignId}:greedy`)?.taken.apple).toBe(3)
  })

  test.each([
    ['unknown goods', { lines: [{ skuId: 'gold', priceFen: 1, quantity: 1 }], totalFen: 1 }, 'unknown_goods'],
    ['no lines', { lines: [], totalFen: 0 }, 'invalid_input'],
    ['half a piece', { lines: [{ ...APPLE, quantity: 0.5 }], totalFen: 995 }, 'invalid_input'],
    ['minus one piece', { lines: [{ ...APPLE, quantity: -1 }], totalFen: 0 }, 'invalid_input'],
    ['another group', { groupId: 'nowhere' }, 'group_not_found'],
  ])('%s is refused', async (_, change, code) => {
    const input = {
      requestId: newRequestId(),
      groupId: world.groupId,
      lines: [{ ...APPLE, quantity: 1 }],
      totalFen: 1990,
    }
    expect((await world.fails('chen', 'order.place', { ...input, ...change })).code).toBe(code)
  })

  test('a guest cannot order', async () => {
    const input = {
      requestId: newRequestId(),
      groupId: world.groupId,
      lines: [{ ...EGGS, quantity: 1 }],
      totalFen: 2190,
    }
    expect((await world.fails('', 'order.place', input)).code).toBe('sign_in_first')
  })

  test('who claims to be somebody in the event is still himself', async () => {
    const input = {
      requestId: newRequestId(),
      groupId: world.groupId,
      lines: [{ ...EGGS, quantity: 1 }],
      totalFen: 2190,
    }
    await world.cloud.call(
      'order',
      { action: 'order.place', input, openid: 'zhou', userInfo: { openId: 'zhou' } },
      { openid: 'mallory' },
    )
    expect(world.all('orders', { openid: 'zhou' })).toEqual([])
    expect(world.all('orders', { openid: 'mallory' })).toHaveLength(1)
  })
})

describe('the hot moment', () => {
  test('60 buyers at once for 20 pieces: exactly 20 get one, the others are told', async () => {
    const world = await makeWorld({ stock: 20 })
    try {
      const replies = await Promise.all(
        Array.from({ length: 60 }, (_, i) =>
          world.reply(`buyer-${i}`, 'order.place', {
            requestId: newRequestId(),
            groupId: world.groupId,
            lines: [{ ...APPLE, quantity: 1 }],
            totalFen: 1990,
          }),
        ),
      )
      const refused = replies.flatMap((r) => (r.ok ? [] : [r.error.code]))
      expect(replies.filter((r) => r.ok)).toHaveLength(20)
      expect(new Set(refused)).toEqual(new Set(['sold_out']))
      const stock = world.one('stock', world.campaignId)
      expect(stock?.left.apple).toBe(0)
      expect(Object.keys(stock?.holds ?? {})).toHaveLength(20)
      expect(world.all('orders', { state: 'awaiting_payment' })).toHaveLength(20)
      expect((await world.call('buyer-59', 'order.list', {})).orders.length).toBe(replies[59]?.ok ? 1 : 0)
    } finally {
      await world.close()
    }
  })

  test('new prices while people order: nobody pays a price he did not see', async () => {
    const world = await makeWorld()
    try {
      await world.place('early')
      await world.call('ops', 'campaign.setPrices', {
        campaignId: world.campaignId,
        prices: [{ skuId: 'apple', priceFen: 1790 }],
      })
      const tries = await Promise.all(
        Array.from({ length: 12 }, (_, i) =>
          world.reply(`late-${i}`, 'order.place', {
            requestId: newRequestId(),
            groupId: world.groupId,
            lines: [{ ...APPLE, quantity: 1 }],
            totalFen: 1990,
          }),
        ),
      )
      for (const t of tries) expect(t).toMatchObject({ ok: false, error: { code: 'price_changed' } })
      const placed = await world.place('late', { lines: [{ skuId: 'apple', priceFen: 1790, quantity: 1 }] })
      expect(placed.totalFen).toBe(1790)
      expect(world.one('stock', world.campaignId)?.left.apple).toBe(98)
    } finally {
      await world.close()
    }
  })

  test('the cut-off: the last moment is in, the next is out', async () => {
    const world = await makeWorld()
    try {
      await world.at(NOON + 9 * HOUR - 1)
      await world.place('in-time')
      await world.at(NOON + 9 * HOUR)
      const input = {
        requestId: newRequestId(),
        groupId: world.groupId,
        lines: [{ ...APPLE, quantity: 1 }],
        totalFen: 1990,
      }
      expect((await world.fails('too-late', 'order.place', input)).code).toBe('group_closed')
    } finally {
      await world.close()
    }
  })

  test('an ended campaign takes no order, whatever an instance remembers', async () => {
    const world = await makeWorld()
    try {
      await Promise.all(Array.from({ length: 8 }, (_, i) => world.place(`warm-${i}`)))
      await world.call('ops', 'campaign.end', { campaignId: world.campaignId })
      const tries = await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          world.reply(`cold-${i}`, 'order.place', {
            requestId: newRequestId(),
            groupId: world.groupId,
            lines: [{ ...APPLE, quantity: 1 }],
            totalFen: 1990,
          }),
        ),
      )
      for (const t of tries) expect(t).toMatchObject({ ok: false, error: { code: 'group_closed' } })
      expect(world.one('stock', world.campaignId)?.left.apple).toBe(92)
    } finally {
      await world.close()
    }
  })
})
