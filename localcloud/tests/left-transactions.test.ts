import { shop, startCloud } from './support'

test('a call that leaves its transaction is told of on stderr, once, and in its own log', async () => {
  const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true)
  const cloud = await startCloud({ quiet: false })
  try {
    await cloud.database.insert('goods', [{ _id: 'g' }])
    expect(await shop<number>(cloud, { action: 'leave', collection: 'goods' })).toEqual({ value: 1 })
    await shop(cloud, { action: 'leave', collection: 'goods' })
    const warning = 'count() of collection goods left the open transaction'
    const told = written.mock.calls.filter(([text]) => String(text).includes(`function shop: ${warning}`))
    expect(told).toHaveLength(1)
    const calls = await (await fetch(`${cloud.url}/_localcloud/calls`)).json()
    expect(JSON.stringify(calls)).toContain(warning)
  } finally {
    written.mockRestore()
    await cloud.close()
  }
})
