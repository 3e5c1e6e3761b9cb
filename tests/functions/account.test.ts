import { makeWorld, type World } from './world'

jest.setTimeout(60_000)

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

  test('is for people without duties', async () => {
    expect(await world.fails('zhou', 'account.remove', {})).toMatchObject({ code: 'has_duties' })
    expect(await world.fails('ops', 'account.remove', {})).toMatchObject({ code: 'has_duties' })
  })
})
