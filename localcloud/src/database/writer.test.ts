import { openDatabase } from './index'
import { idKey } from './keys'
import { Overlay } from './overlay'
import { Store } from './store'
import { WireClient, Workbench } from './testing'

const bench = new Workbench()
afterEach(async () => {
  jest.restoreAllMocks()
  await bench.cleanUp()
})

const decrement = [{ _id: 'a', stock: { $gte: 1 } }, { $inc: { stock: -1 } }] as const

test('conditional decrements at once end exactly at 0', async () => {
  const db = bench.open()
  await db.insert('c', [{ _id: 'a', stock: 100 }])
  const wire = new WireClient(db)
  const replies = await Promise.all(Array.from({ length: 300 }, () => wire.updateWhere(...decrement)))
  const updated = replies.map(({ data }) => (data as { updated: number }).updated)
  expect(updated.filter((count) => count === 1)).toHaveLength(100)
  expect(db.get('c', 'a')?.stock).toBe(0)
})

test('commands that arrive together share commits', async () => {
  const commit = jest.spyOn(Store.prototype, 'commit')
  const db = bench.open()
  const wire = new WireClient(db)
  await Promise.all(Array.from({ length: 200 }, (_, i) => wire.add({ _id: `d${i}` })))
  expect(db.count('c')).toBe(200)
  expect(commit.mock.calls.length).toBeLessThan(5)
})

test('each command sees those before it in its batch', async () => {
  const db = bench.open({ indexes: { c: [{ name: 'k', keys: { k: 1 } }] } })
  const wire = new WireClient(db)
  const replies = await Promise.all([
    wire.add({ _id: 'a', k: 1 }),
    wire.updateWhere({ k: 1 }, { $set: { k: 2 } }),
    wire.updateWhere({ k: 1 }, { $set: { k: 9 } }),
    wire.updateWhere({ k: { $in: [2, 3] } }, { $inc: { k: 1 } }),
    wire.remove('a'),
    wire.updateWhere({ k: 3 }, { $set: { k: 4 } }),
    wire.add({ _id: 'a', k: 5 }),
  ])
  const counts = replies.map(({ data }) => JSON.stringify(data))
  expect(counts).toEqual([
    '{"insertedIds":["a"]}',
    '{"updated":1}',
    '{"updated":0}',
    '{"updated":1}',
    '{"deleted":1}',
    '{"updated":0}',
    '{"insertedIds":["a"]}',
  ])
  expect(db.find('c', { k: 5 })).toEqual([{ _id: 'a', k: 5 }])
  expect(db.find('c', { k: { $lt: 5 } })).toEqual([])
})

test('a command that fails half-way changes nothing, its neighbours do', async () => {
  const db = bench.open()
  await db.insert('c', [
    { _id: 'a', n: 1 },
    { _id: 'b', n: 'text' },
    { _id: 'c', n: 1 },
    { _id: 'd', n: 1 },
  ])
  const wire = new WireClient(db)
  const [before, failed, after] = await Promise.all([
    wire.update('c', { $inc: { n: 1 } }),
    wire.updateWhere({}, { $inc: { n: 10 } }),
    wire.update('d', { $inc: { n: 1 } }),
  ])
  expect([before?.code, failed?.code, after?.code]).toEqual([undefined, 'DATABASE_REQUEST_FAILED', undefined])
  expect(db.find('c').map(({ n }) => n)).toEqual([1, 'text', 2, 2])
})

test('readers see a commit whole or not at all, and never before it is durable', async () => {
  const db = bench.open()
  await db.insert(
    'c',
    Array.from({ length: 20 }, (_, i) => ({ _id: `d${i}`, n: 0 })),
  )
  let acknowledged = 0
  const writing = (async () => {
    for (let n = 1; n <= 20; n++) {
      await db.update('c', {}, { $set: { n } }, { multi: true })
      acknowledged = n
    }
  })()
  while (acknowledged < 20) {
    const seen = new Set(db.find('c').map(({ n }) => n))
    expect(seen.size).toBe(1)
    expect([acknowledged, acknowledged + 1]).toContain([...seen][0])
    await new Promise(setImmediate)
  }
  await writing
})

test('a commit the disk refuses rejects its commands and leaves the old state', async () => {
  const db = bench.open()
  await db.insert('c', [{ _id: 'a', n: 1 }])
  jest.spyOn(Store.prototype, 'commit').mockRejectedValueOnce(new Error('disk full'))
  await expect(db.update('c', { _id: 'a' }, { $inc: { n: 1 } })).rejects.toThrow('disk full')
  expect(db.get('c', 'a')).toEqual({ _id: 'a', n: 1 })
  await db.update('c', { _id: 'a' }, { $inc: { n: 1 } })
  expect(db.get('c', 'a')).toEqual({ _id: 'a', n: 2 })
})

test('a collection whose first commit failed is still there after a restart', async () => {
  const dir = bench.dir()
  const store = new Store(dir)
  const failing = jest.spyOn(Object.getPrototypeOf(store.docs), 'batch').mockRejectedValueOnce(new Error('disk full'))
  const overlay = new Overlay()
  const collection = store.catalog.create('c')
  overlay.set({ collection, idKey: idKey('a'), document: { _id: 'a' }, kind: 'replace' })
  await expect(store.commit(overlay)).rejects.toThrow('disk full')
  expect(failing).toHaveBeenCalled()
  await store.commit(overlay)
  await store.close()
  expect(bench.open({ dir }).find('c')).toEqual([{ _id: 'a' }])
})

test('an update that changes nothing is counted as none', async () => {
  const db = bench.open()
  await db.insert('c', [{ _id: 'a', n: 1, o: { x: [1] } }])
  expect(await db.update('c', { _id: 'a' }, { $set: { n: 1, o: { x: [1] } } })).toBe(0)
  expect(await db.update('c', { _id: 'a' }, { n: 1, o: { x: [1] } })).toBe(0)
  expect(await db.update('c', { _id: 'b' }, { $set: { n: 1 } }, { upsert: true })).toBe(0)
  expect(db.find('c')).toHaveLength(2)
})

test('what was written is there after closing and opening', async () => {
  const dir = bench.dir()
  const first = openDatabase({ dir, now: Date.now })
  const document = { _id: 'a', at: new Date(5), re: /x/i, big: 5e9, part: 0.1, list: [null, { y: '中文' }], nil: null }
  await first.insert('c', [document])
  await first.insert('other', [{ _id: 'z' }])
  await first.close()
  const again = bench.open({ dir })
  expect(again.get('c', 'a')).toEqual(document)
  expect(again.collections()).toEqual([
    { name: 'c', documents: 1 },
    { name: 'other', documents: 1 },
  ])
  expect(again.find('c', { at: new Date(5) }, { projection: { big: 1 } })).toEqual([{ _id: 'a', big: 5e9 }])
})

test('the documents a caller gave may be changed by him afterwards', async () => {
  const db = bench.open()
  const mine = { _id: 'a', list: [1] }
  await db.insert('c', [mine])
  mine.list.push(2)
  expect(db.get('c', 'a')).toEqual({ _id: 'a', list: [1] })
})
