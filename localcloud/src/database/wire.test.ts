import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { WireClient, Workbench } from './testing'
import type { Document, WireReply, WireRequest } from './types'

const bench = new Workbench()
afterEach(() => bench.cleanUp())

interface Pair {
  request: WireRequest
  reply: WireReply
}

const pairs: Pair[] = readFileSync(join(__dirname, 'fixtures/wire.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

/** Ids made up and times of day differ from run to run; the order of fields is no matter of the wire. */
function comparable(reply: WireReply): unknown {
  const text = JSON.stringify(reply)
    .replace(/[0-9a-f]{32}/g, 'ID')
    .replace(/\b1[0-9]{12}\b/g, 'TIME')
  return JSON.parse(text, (key, value) => (key === 'list' ? value.map((item: string) => JSON.parse(item)) : value))
}

test('$$NOW in a query is the time of the database, in and out of a transaction', async () => {
  const client = new WireClient(bench.open({ now: () => 1000 }))
  await client.add({ _id: 'past', at: { $date: 999 } })
  await client.add({ _id: 'future', at: { $date: 1001 } })
  const due = { $or: [{ $expr: { $lt: ['$at', '$$NOW'] } }] }
  for (const transaction of [undefined, await client.begin()]) {
    expect((await client.get(due, transaction)).map(({ _id }) => _id)).toEqual(['past'])
  }
  expect(await client.updateWhere(due, { $set: { done: true } })).toEqual({ data: { updated: 1 } })
})

test('an aggregation of many without a limit is told of once', async () => {
  const warnings: string[] = []
  const db = bench.open({ onWarning: (text) => warnings.push(text) })
  await db.insert(
    'c',
    Array.from({ length: 21 }, (_, n) => ({ n })),
  )
  warnings.length = 0
  const run = (...stages: [string, object | number][]) =>
    db.handle({
      action: 'database.aggregateDocuments',
      collectionName: 'c',
      stages: stages.map(([stageKey, stageValue]) => ({ stageKey, stageValue: JSON.stringify(stageValue) })),
    })
  await run(['$match', { n: { $gt: 0 } }])
  await run(['$match', {}], ['$limit', 21])
  expect(warnings).toEqual([])
  for (let i = 0; i < 2; i++) await run(['$match', {}])
  expect(warnings).toEqual([expect.stringContaining('came to 21 documents and has no limit')])
})

test('requests captured from the SDK get the replies it understood', async () => {
  const db = bench.open()
  const transactions = new Map<unknown, unknown>()
  const commits: { captured: unknown[]; ours: unknown[] } = { captured: [], ours: [] }
  let compared = 0
  for (const { request, reply } of pairs) {
    const got = await db.handle({ ...request, transactionId: transactions.get(request.transactionId) })
    if (reply.transactionId) {
      transactions.set(reply.transactionId, got.transactionId)
      expect(got).toEqual({ transactionId: expect.any(String) })
    } else if (request.action === 'database.commitTransaction') {
      commits.captured.push(reply.code)
      commits.ours.push(got.code)
    } else if (got.code === 'DATABASE_TRANSACTION_CONFLICT') {
      // The captured server noticed conflicts at commit only; here the second writer of a document fails at once.
      expect(request.transactionId).toBeDefined()
    } else {
      expect(got.code).toBe(reply.code)
      if (!reply.code) expect(comparable(got)).toEqual(comparable(reply))
      compared++
    }
  }
  expect(compared).toBeGreaterThan(45)
  // Not always the same one, but as many transactions win.
  expect(commits.ours.map(String).sort()).toEqual(commits.captured.map(String).sort())
})

describe('replies', () => {
  test('a duplicate _id', async () => {
    const wire = new WireClient(bench.open())
    await wire.add({ _id: 'a' })
    const { code, message } = await wire.add({ _id: 'a' })
    expect(code).toBe('DATABASE_REQUEST_FAILED')
    expect(message).toMatch(/duplicate key.*_id.*"a"/)
  })

  test('a type error names the field and changes nothing', async () => {
    const wire = new WireClient(bench.open())
    await wire.add({ _id: 'a', n: 'text', m: 1 })
    const reply = await wire.update('a', { $inc: { m: 1, n: 1 } })
    expect(reply).toEqual({ code: 'DATABASE_REQUEST_FAILED', message: expect.stringContaining("'n'") })
    expect(await wire.get({})).toEqual([{ _id: 'a', n: 'text', m: 1 }])
  })

  test('an unknown action, a missing collection name and broken JSON', async () => {
    const db = bench.open()
    expect(await db.handle({ action: 'database.foo' })).toMatchObject({ code: 'INVALID_PARAM' })
    expect(await db.handle({ action: 'database.getDocument' })).toMatchObject({ code: 'INVALID_PARAM' })
    const broken = { action: 'database.getDocument', collectionName: 'c', query: '{' }
    expect(await db.handle(broken)).toMatchObject({ code: 'INVALID_PARAM' })
  })

  test('set replaces or makes the document', async () => {
    const wire = new WireClient(bench.open())
    const set = { query: '{"_id":"a"}', queryType: 'DOC', multi: false, merge: false, upsert: true }
    expect(await wire.send('modifyDocument', { ...set, data: '{"x":1,"y":2}' })).toEqual({
      data: { updated: 0, upsert_id: 'a' },
    })
    expect(await wire.send('modifyDocument', { ...set, data: '{"x":2}' })).toEqual({ data: { updated: 1 } })
    expect(await wire.get({})).toEqual([{ _id: 'a', x: 2 }])
  })

  test('updateAndReturn gives the new document', async () => {
    const wire = new WireClient(bench.open())
    await wire.add({ _id: 'a', n: 1 })
    const reply = await wire.send('modifyAndReturnDoc', { query: '{"n":1}', data: '{"$inc":{"n":1}}' })
    expect(reply).toEqual({ data: { updated: 1, doc: '{"_id":"a","n":{"$numberInt":"2"}}' } })
  })

  test('remove takes one or all', async () => {
    const wire = new WireClient(bench.open())
    for (const _id of ['a', 'b', 'c']) await wire.add({ _id, k: 1 })
    expect(await wire.send('removeDocument', { query: '{"k":1}', multi: false })).toEqual({ data: { deleted: 1 } })
    expect(await wire.send('removeDocument', { query: '{"k":1}', multi: true })).toEqual({ data: { deleted: 2 } })
    expect(await wire.send('calculateDocument', { query: '{}' })).toEqual({ data: { total: 0 } })
  })

  test('numbers as ids are not their text', async () => {
    const wire = new WireClient(bench.open())
    await wire.add({ _id: 7, what: 'number' })
    await wire.add({ _id: '7', what: 'text' })
    expect(await wire.get({ _id: 7 })).toEqual([{ _id: 7, what: 'number' }])
    expect(await wire.get({ _id: '7' })).toEqual([{ _id: '7', what: 'text' }])
  })

  test('no more than 1,000 documents, 100 without a limit', async () => {
    const db = bench.open()
    await db.insert(
      'c',
      Array.from({ length: 1100 }, (_, i) => ({ _id: `d${i}` })),
    )
    const wire = new WireClient(db)
    const length = async (body: object) => {
      const { data } = await wire.send('getDocument', { query: '{}', ...body })
      return (data as { list: string[] }).list.length
    }
    expect(await length({})).toBe(100)
    expect(await length({ limit: 2000 })).toBe(1000)
    expect(await length({ limit: 5 })).toBe(5)
    expect(await length({ limit: 1000, offset: 1090 })).toBe(10)
  })
})

describe('missing collections', () => {
  test('are made with one warning', async () => {
    const warnings: string[] = []
    const db = bench.open({ onWarning: (text) => warnings.push(text) })
    const wire = new WireClient(db)
    expect(await wire.get({})).toEqual([])
    await wire.add({ _id: 'a' })
    await wire.add({ _id: 'b' })
    expect(db.collections()).toEqual([{ name: 'c', documents: 2 }])
    expect(warnings).toHaveLength(1)
  })

  test('are the error of the cloud when it is asked for', async () => {
    const db = bench.open({ autoCreate: false, indexes: { known: [{ name: 'k', keys: { k: 1 } }] } })
    const wire = new WireClient(db)
    const error = { code: 'DATABASE_COLLECTION_NOT_EXIST', message: expect.stringContaining('not exist') }
    expect(await wire.add({ _id: 'a' })).toEqual(error)
    expect(await wire.send('getDocument', { query: '{}' })).toEqual(error)
    expect(await new WireClient(db, 'known').add({ _id: 'a' })).toEqual({ data: { insertedIds: ['a'] } })
    expect(await wire.send('addCollection')).toEqual({})
    expect(await wire.add({ _id: 'a' })).toEqual({ data: { insertedIds: ['a'] } })
    expect(await wire.send('addCollection')).toMatchObject({ message: expect.stringMatching(/exist/) })
  })
})

test('aggregation joins, groups and uses the clock of the database', async () => {
  const db = bench.open({ now: () => 86_400_000 })
  await db.insert('c', [
    { _id: 'a', g: 1, n: 2 },
    { _id: 'b', g: 1, n: 3 },
    { _id: 'c', g: 2, n: 4 },
  ])
  await db.insert('groups', [{ _id: 1, name: 'one' }])
  const stages = [
    { stageKey: '$match', stageValue: '{"n":{"$gt":{"$numberInt":"2"}}}' },
    { stageKey: '$lookup', stageValue: '{"from":"groups","localField":"g","foreignField":"_id","as":"group"}' },
    { stageKey: '$project', stageValue: '{"_id":0,"n":1,"name":{"$arrayElemAt":["$group.name",0]}}' },
    { stageKey: '$addFields', stageValue: '{"at":{"$tcb_server_date":{"offset":0}}}' },
    { stageKey: '$sort', stageValue: '{"n":-1}' },
    { stageKey: '$limit', stageValue: '5' },
  ]
  const { data } = await new WireClient(db).send('aggregateDocuments', { stages })
  const { list } = data as { list: string[] }
  const at = { $date: { $numberLong: '86400000' } }
  expect(list.map((text) => JSON.parse(text))).toEqual([
    { n: { $numberInt: '4' }, at },
    { n: { $numberInt: '3' }, name: 'one', at },
  ])
  expect(db.find('c')).toHaveLength(3)
})

test('pipelines and projections leave the stored documents alone', async () => {
  const db = bench.open()
  const document = () => ({ _id: 'a', o: { x: 1, y: { z: 1 } }, l: [{ n: 1 }, { n: 2 }] })
  await db.insert('c', [document()])
  const dotted: Document[][] = [
    [{ $addFields: { 'o.x': 5 } }],
    [{ $set: { 'o.y.z': 5 } }],
    [{ $unset: 'o.y' }],
    [{ $project: { 'l.n': 0 } }],
    [{ $group: { _id: null, all: { $push: '$o' } } }, { $set: { 'all.x': 7 } }],
    [{ $lookup: { from: 'c', localField: '_id', foreignField: '_id', as: 'same' } }, { $set: { 'same.o.x': 7 } }],
    [{ $facet: { f: [{ $set: { 'o.x': 7 } }] } }],
  ]
  for (const stages of dotted) {
    expect(JSON.stringify(db.aggregate('c', stages))).not.toBe(JSON.stringify([document()]))
    expect(db.find('c')).toEqual([document()])
  }
  expect(db.find('c', {}, { projection: { 'o.y': 0, 'l.n': 0 } })).toEqual([{ _id: 'a', o: { x: 1 }, l: [{}, {}] }])
  expect(db.find('c')).toEqual([document()])
})
