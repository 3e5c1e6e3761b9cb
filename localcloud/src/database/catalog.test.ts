import { WireClient, Workbench } from './testing'

const bench = new Workbench()
afterEach(() => bench.cleanUp())

const LONG = '名'.repeat(41)

test.each([
  ['making it', (wire: WireClient) => wire.send('addCollection', { collectionName: LONG })],
  ['writing to it', (wire: WireClient) => wire.send('insertDocument', { collectionName: LONG, data: ['{}'] })],
])('%s, a collection with a name that is too long is refused, and nothing else suffers', async (_, action) => {
  const db = bench.open()
  expect(await action(new WireClient(db))).toEqual({
    code: 'INVALID_PARAM',
    message: expect.stringContaining('at most 120 bytes'),
  })
  await db.insert('c', [{ _id: 'a' }])
  expect(db.collections()).toEqual([{ name: 'c', documents: 1 }])
})

test.each(['', 'a\u0000b', 'a$b'])('the name %j is refused', async (name) => {
  await expect(bench.open().insert(name, [{ _id: 'a' }])).rejects.toMatchObject({ code: 'INVALID_PARAM' })
})
