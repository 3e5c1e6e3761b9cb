import { WireClient, Workbench } from './testing'
import type { Database, Document, WatchEvent, WatchOptions } from './types'

const bench = new Workbench()
afterEach(() => bench.cleanUp())

function watch(db: Database, query: Document, options: WatchOptions = {}) {
  const events: WatchEvent[] = []
  const handle = db.watch('c', query, options, (event) => events.push(event))
  const last = () => events[events.length - 1] as WatchEvent
  return { events, handle, last, ids: () => last().docs.map(({ _id }) => _id) }
}

async function setUp() {
  const db = bench.open()
  await db.insert('c', [
    { _id: 'a', n: 1, o: { x: 1, y: 1 } },
    { _id: 'b', n: 2 },
    { _id: 'c', n: 3 },
  ])
  return db
}

test('a live query that fails for a document keeps nothing from others', async () => {
  const warnings: string[] = []
  const db = bench.open({ onWarning: (text) => warnings.push(text) })
  await db.insert('c', [{ _id: 'a', n: 1 }])
  watch(db, { $expr: { $gt: [{ $divide: [1, '$n'] }, 0] } })
  watch(db, { _id: 'a', $expr: { $gt: [{ $divide: [1, '$n'] }, 0] } })
  const all = watch(db, {})
  const one = watch(db, { _id: 'a' })
  await db.update('c', { _id: 'a' }, { $set: { n: 0 } })
  expect(all.last().docs).toEqual([{ _id: 'a', n: 0 }])
  expect(one.last().docs).toEqual([{ _id: 'a', n: 0 }])
  expect(warnings).toEqual([expect.stringContaining('divide by zero'), expect.stringContaining('divide by zero')])
})

test('$$NOW is the time of the database when a document is written', async () => {
  let now = 1000
  const db = bench.open({ now: () => now })
  await db.insert('c', [{ _id: 'a', at: new Date(1500) }])
  const due = watch(db, { $expr: { $lte: ['$at', '$$NOW'] } })
  expect(due.ids()).toEqual([])
  now = 2000
  await db.insert('c', [
    { _id: 'b', at: new Date(1999) },
    { _id: 'c', at: new Date(2001) },
  ])
  expect(due.ids()).toEqual(['b'])
})

test('begins with the present result', async () => {
  const { events } = watch(await setUp(), { n: { $gte: 2 } })
  const docs = [
    { _id: 'b', n: 2 },
    { _id: 'c', n: 3 },
  ]
  const changes = docs.map((doc) => ({ queueType: 'init', dataType: 'init', docId: doc._id, doc }))
  expect(events).toEqual([{ id: 0, docs, changes }])
})

test('tells what was updated, field by field', async () => {
  const db = await setUp()
  const { events, handle } = watch(db, { _id: 'a' })
  await db.update('c', { _id: 'a' }, { $set: { 'o.x': 2, l: [1] }, $unset: { 'o.y': '', n: '' } })
  const doc = { _id: 'a', o: { x: 2 }, l: [1] }
  const base = { queueType: 'update', dataType: 'update', docId: 'a', doc }
  expect(events[1]).toEqual({
    id: 1,
    docs: [doc],
    changes: [{ ...base, updatedFields: { 'o.x': 2, l: [1] }, removedFields: ['o.y', 'n'] }],
  })
  expect(handle.currentEvent).toBe(1)
})

test('documents come and go: added, removed, no longer or newly matching, replaced', async () => {
  const db = await setUp()
  const { last, ids } = watch(db, { n: { $gte: 2 } })
  const change = () => last().changes.map(({ queueType, dataType, docId }) => `${queueType} ${dataType} ${docId}`)
  await db.insert('c', [{ _id: 'd', n: 4 }])
  expect(change()).toEqual(['enqueue add d'])
  await db.update('c', { _id: 'a' }, { $set: { n: 9 } })
  expect(change()).toEqual(['enqueue update a'])
  await db.update('c', { _id: 'b' }, { $set: { n: 0 } })
  expect(change()).toEqual(['dequeue update b'])
  await db.remove('c', { _id: 'c' })
  expect(change()).toEqual(['dequeue remove c'])
  await db.update('c', { _id: 'd' }, { n: 5 })
  expect(change()).toEqual(['update replace d'])
  expect(new Set(ids())).toEqual(new Set(['a', 'd']))
})

test('what does not touch the result is not told', async () => {
  const db = await setUp()
  const one = watch(db, { _id: 'a' })
  const some = watch(db, { n: { $gte: 2 } })
  await db.update('c', { _id: 'a' }, { $set: { n: 0 } })
  await db.insert('other', [{ _id: 'a', n: 5 }])
  await db.update('c', { _id: 'b' }, { $set: { n: 2 } })
  expect(one.events).toHaveLength(2)
  expect(some.events).toHaveLength(1)
})

test('keeps order and limit', async () => {
  const db = await setUp()
  const { last, ids } = watch(db, {}, { sort: { n: -1 }, limit: 2 })
  expect(ids()).toEqual(['c', 'b'])
  await db.insert('c', [{ _id: 'd', n: 9 }])
  expect(ids()).toEqual(['d', 'c'])
  expect(last().changes.map(({ queueType, docId }) => `${queueType} ${docId}`)).toEqual(['enqueue d', 'dequeue b'])
  await db.remove('c', { _id: 'c' })
  expect(ids()).toEqual(['d', 'b'])
})

test("a transaction's changes come together, when committed", async () => {
  const db = await setUp()
  const { events } = watch(db, {})
  const wire = new WireClient(db)
  const id = await wire.begin()
  await wire.update('a', { $set: { n: 10 } }, id)
  await wire.update('b', { $set: { n: 20 } }, id)
  expect(events).toHaveLength(1)
  await wire.send('commitTransaction', { transactionId: id })
  expect(events.slice(1).map(({ changes }) => changes.map(({ docId }) => docId))).toEqual([['a', 'b']])
})

test('a document may be watched before it exists', async () => {
  const db = bench.open()
  const { last, ids } = watch(db, { _id: 'later' })
  expect(ids()).toEqual([])
  await db.insert('c', [{ _id: 'later', n: 1 }])
  expect(last().changes[0]).toMatchObject({ queueType: 'enqueue', dataType: 'add' })
})

test('a closed watch is silent, a failing listener disturbs nobody', async () => {
  const warnings: string[] = []
  const db = bench.open({ onWarning: (text) => warnings.push(text) })
  const closed = watch(db, {})
  db.watch('c', {}, {}, ({ id }) => {
    if (id > 0) throw new Error('listener broke')
  })
  const other = watch(db, {})
  closed.handle.close()
  await db.insert('c', [{ _id: 'a' }])
  expect(closed.events).toHaveLength(1)
  expect(other.events).toHaveLength(2)
  expect(warnings).toEqual([expect.stringContaining('listener broke')])
})

test('a thousand watches of single documents hear only of their own', async () => {
  const db = bench.open()
  const heard: string[] = []
  for (let i = 0; i < 1000; i++) {
    db.watch('c', { _id: `d${i}` }, {}, ({ id }) => {
      if (id > 0) heard.push(`d${i}`)
    })
  }
  await db.insert('c', [{ _id: 'd7' }, { _id: 'd77' }])
  expect(heard.sort()).toEqual(['d7', 'd77'])
})
