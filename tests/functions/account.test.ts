import { makeWorld, type World } from './world'

let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.close())

describe('closing an account', () => {
  test('takes name, number and consents away; the order stays for the accounts', async () => {
    await world.call('chen', 'account.setPhone', { phone: '13812345678' })
    await world.call('chen', 'account.consent', { requestId: 'consent-1', templateIds: ['T1', 'T2'] })
    await world.call('chen2', 'account.consent', { requestId: 'consent-2', templateIds: ['T1'] })
    const placed = await world.place('chen')
    await world.pay(placed)
    expect(await world.fails('chen', 'account.remove', {})).toMatchObject({ code: 'orders_open' })
    await world.call('chen', 'order.refund', { orderId: placed.orderId, reason: '不要了' })
    await world.sweep()

    expect(await world.call('chen', 'account.remove', {})).toEqual({ removed: true })
    const { database } = world.cloud
    expect(database.get('users', 'chen')).toBeUndefined()
    expect(database.find('consents').map(({ _id }) => _id)).toEqual(['chen2:T1'])
    const order = database.get('orders', placed.orderId)
    expect(order).toMatchObject({ state: 'refunded', openid: 'chen', totalFen: expect.any(Number) })
    expect(order?.buyer).toMatchObject({ name: '已注销' })
    expect(JSON.stringify(database.find('orders'))).not.toContain('5678')
    expect(database.find('audit', { action: 'account.remove' })).toMatchObject([{ by: 'chen' }])

    // Once more changes nothing, and whoever comes back is new.
    expect(await world.call('chen', 'account.remove', {})).toEqual({ removed: false })
    const back = await world.call('chen', 'account.signIn', {})
    expect(back.phone).toBeUndefined()
    expect(back.leader).toBeUndefined()
  })

  test('leaves nothing of him that others can see, nor by whose link he came or who came by his', async () => {
    await world.close()
    world = await makeWorld({ goodsForDays: 3 })
    const link = async (who: string) => (await world.call(who, 'group.open', { groupId: world.groupId })).shareCode
    const touch = async (who: string, of: string) =>
      world.call(who, 'group.touch', { groupId: world.groupId, via: 'link', from: (await link(of)) as string })
    for (const who of ['chen', 'wang', 'zhao']) await world.call(who, 'account.signIn', {})
    await touch('chen', 'wang')
    await touch('zhao', 'chen')
    await world.cloud.clock.advance(60_000, 1)
    await world.call('zhao', 'account.setPhone', { phone: '13812345679' })
    const [first, second] = [await world.place('chen'), await world.place('zhao')]
    for (const placed of [first, second]) await world.pay(placed)
    await world.sweep()
    expect(world.one('attributions', first.orderId)).toMatchObject({ sharerId: 'wang' })
    expect(world.one('attributions', second.orderId)).toMatchObject({ sharerId: 'chen', inviterId: 'chen' })
    const code = world.one('orders', first.orderId)?.collectKey.slice(-8) as string
    await world.call('zhou', 'leader.collect', { code })
    await world.cloud.clock.advance(25 * 3_600_000, 1)
    await world.sweep()

    expect(await world.call('chen', 'account.remove', {})).toEqual({ removed: true })
    const { database } = world.cloud
    const left = (name: string) => JSON.stringify(database.find(name))
    for (const name of ['users', 'touches', 'group_live', 'leader_live', 'consents'])
      expect([name, left(name).match(/"chen"|陈/)]).toEqual([name, null])
    expect(world.one('attributions', first.orderId)).toMatchObject({ openid: 'chen', sharerId: null, why: [] })
    expect(left('attributions').match(/chen/g)).toHaveLength(1)
    expect(world.one('group_live', world.groupId)).toMatchObject({ orders: 2, recent: [{ name: '邻**' }] })
    // What is still to come of those who came by his link goes on.
    await world.pay(await world.place('zhao'))
    await world.sweep()
    expect(world.all('orders', { attribute: { $exists: true } })).toEqual([])
  })

  test('is for people without duties', async () => {
    expect(await world.fails('zhou', 'account.remove', {})).toMatchObject({ code: 'has_duties' })
    expect(await world.fails('ops', 'account.remove', {})).toMatchObject({ code: 'has_duties' })
  })
})
