import { WireClient, Workbench } from './testing'
import { TRANSACTION_CONFLICT as CONFLICT } from './transaction-errors'

const bench = new Workbench()
afterEach(() => bench.cleanUp())

const ENDED = { code: 'DATABASE_TRANSACTION_FAIL', message: expect.stringContaining('in 30 seconds') }
const inc = { $inc: { n: 1 } }

async function setUp(options = {}) {
  const db = bench.open(options)
  await db.insert('c', [
    { _id: 'a', n: 0 },
    { _id: 'b', n: 0 },
  ])
  return { db, wire: new WireClient(db) }
}

test('writes are seen inside at once, outside after the commit', async () => {
  const { db, wire } = await setUp()
  const id = await wire.begin()
  await wire.update('a', inc, id)
  await wire.add({ _id: 'new', n: 5 }, id)
  await wire.remove('b', id)
  expect(await wire.get({}, id)).toEqual([
    { _id: 'a', n: 1 },
    { _id: 'new', n: 5 },
  ])
  expect(db.find('c')).toEqual([
    { _id: 'a', n: 0 },
    { _id: 'b', n: 0 },
  ])
  expect(await wire.send('commitTransaction', { transactionId: id })).toEqual({})
  expect(db.find('c')).toEqual([
    { _id: 'a', n: 1 },
    { _id: 'new', n: 5 },
  ])
})

test('a rollback leaves nothing', async () => {
  const { db, wire } = await setUp()
  const id = await wire.begin()
  await wire.update('a', inc, id)
  await wire.add({ _id: 'new' }, id)
  expect(await wire.send('abortTransaction', { transactionId: id })).toEqual({})
  expect(db.find('c')).toEqual([
    { _id: 'a', n: 0 },
    { _id: 'b', n: 0 },
  ])
  expect(await wire.update('a', inc, id)).toEqual(ENDED)
})

test('reads stay with the state at the first operation', async () => {
  const { wire } = await setUp()
  const id = await wire.begin()
  expect(await wire.get({ _id: 'a' }, id)).toEqual([{ _id: 'a', n: 0 }])
  await wire.update('a', inc)
  await wire.add({ _id: 'later', n: 0 })
  expect(await wire.get({}, id)).toEqual([
    { _id: 'a', n: 0 },
    { _id: 'b', n: 0 },
  ])
  await wire.send('abortTransaction', { transactionId: id })
})

test('the second writer of a document fails at once, and its commit too', async () => {
  const { db, wire } = await setUp()
  const [first, second] = [await wire.begin(), await wire.begin()]
  await wire.update('a', inc, first)
  expect(await wire.update('a', inc, second)).toEqual(CONFLICT)
  expect(await wire.update('b', inc, second)).toEqual(CONFLICT)
  expect(await wire.send('commitTransaction', { transactionId: second })).toEqual(CONFLICT)
  expect(await wire.send('commitTransaction', { transactionId: second })).toEqual(ENDED)
  expect(await wire.send('commitTransaction', { transactionId: first })).toEqual({})
  expect(db.find('c')).toEqual([
    { _id: 'a', n: 1 },
    { _id: 'b', n: 0 },
  ])
})

test('a document changed since the snapshot cannot be written', async () => {
  const { db, wire } = await setUp()
  const id = await wire.begin()
  await wire.get({ _id: 'b' }, id)
  await wire.update('a', inc)
  expect(await wire.update('a', inc, id)).toEqual(CONFLICT)
  expect(await wire.send('abortTransaction', { transactionId: id })).toEqual({})
  expect(db.get('c', 'a')?.n).toBe(1)
})

test('a document being committed by someone else cannot be written', async () => {
  const { db, wire } = await setUp()
  const id = await wire.begin()
  await wire.get({}, id)
  const plain = wire.update('a', inc)
  await new Promise(setImmediate)
  const [reply] = await Promise.all([wire.update('a', inc, id), plain])
  expect(reply).toEqual(CONFLICT)
  expect(db.get('c', 'a')?.n).toBe(1)
})

test('a plain update of a locked document waits for the end', async () => {
  const { db, wire } = await setUp()
  const id = await wire.begin()
  await wire.update('a', { $set: { n: 10 } }, id)
  let done = false
  const waiting = wire.updateWhere({ n: { $gte: 0 } }, inc).then((reply) => {
    done = true
    return reply
  })
  // Others get through meanwhile.
  await wire.update('b', { $set: { x: 1 } })
  expect(done).toBe(false)
  await wire.send('commitTransaction', { transactionId: id })
  expect(await waiting).toEqual({ data: { updated: 2 } })
  expect(db.find('c')).toEqual([
    { _id: 'a', n: 11 },
    { _id: 'b', n: 1, x: 1 },
  ])
})

test('an insert of the same _id waits, then meets the duplicate', async () => {
  const { wire } = await setUp()
  const id = await wire.begin()
  await wire.add({ _id: 'new' }, id)
  const rival = wire.add({ _id: 'new' })
  await wire.send('commitTransaction', { transactionId: id })
  expect(await rival).toMatchObject({ code: 'DATABASE_REQUEST_FAILED' })
})

test('a unique key taken before the commit is a conflict at the commit', async () => {
  const db = bench.open({ indexes: { c: [{ name: 'k', keys: { k: 1 }, unique: true }] } })
  const wire = new WireClient(db)
  const id = await wire.begin()
  await wire.add({ _id: 'a', k: 1 }, id)
  await wire.add({ _id: 'b', k: 1 })
  expect(await wire.send('commitTransaction', { transactionId: id })).toEqual(CONFLICT)
  expect(db.find('c')).toEqual([{ _id: 'b', k: 1 }])
})

test('a failed operation aborts the transaction', async () => {
  const { db, wire } = await setUp()
  const id = await wire.begin()
  await wire.update('a', inc, id)
  expect(await wire.update('a', { $push: { n: 1 } }, id)).toMatchObject({ code: 'DATABASE_REQUEST_FAILED' })
  expect(await wire.send('commitTransaction', { transactionId: id })).toMatchObject({ code: expect.any(String) })
  expect(db.get('c', 'a')?.n).toBe(0)
})

test('an abandoned transaction ends by itself and lets others go on', async () => {
  const { db, wire } = await setUp({ transactionLifetime: 30 })
  const id = await wire.begin()
  await wire.update('a', { $set: { n: 10 } }, id)
  expect(await wire.update('a', inc)).toEqual({ data: { updated: 1 } })
  expect(await wire.send('commitTransaction', { transactionId: id })).toEqual(ENDED)
  expect(db.get('c', 'a')?.n).toBe(1)
})

test('a commit under way is neither committed again nor rolled back', async () => {
  const { db, wire } = await setUp()
  const id = await wire.begin()
  await wire.update('a', inc, id)
  const commit = () => wire.send('commitTransaction', { transactionId: id })
  const replies = await Promise.all([commit(), wire.update('a', { $inc: { n: 10 } }), commit()])
  expect(replies).toEqual([{}, { data: { updated: 1 } }, ENDED])
  expect(db.get('c', 'a')?.n).toBe(11)
})

test('a rollback that comes after the commit lets nobody in before it is done', async () => {
  const { db, wire } = await setUp()
  const first = await wire.begin()
  await wire.update('a', inc, first)
  const committed = wire.send('commitTransaction', { transactionId: first })
  await wire.send('abortTransaction', { transactionId: first })
  const second = await wire.begin()
  expect(await wire.update('a', { $inc: { n: 100 } }, second)).toEqual(CONFLICT)
  expect(await committed).toEqual({})
  expect(db.get('c', 'a')?.n).toBe(1)
})

test('more transactions stay open than LMDB has readers by default, each with a state of its own', async () => {
  const { db, wire } = await setUp()
  const open: string[] = []
  for (let i = 0; i < 1100; i++) {
    const id = await wire.begin()
    await wire.get({ _id: 'a' }, id)
    open.push(id)
    await db.update('c', { _id: 'a' }, inc)
  }
  expect(db.get('c', 'a')?.n).toBe(1100)
  expect(await wire.get({ _id: 'a' }, open[1000])).toEqual([{ _id: 'a', n: 1000 }])
})

test('transactions that nobody ends are refused before there is no room for them', async () => {
  const { wire } = await setUp()
  for (let i = 0; i < 10_000; i++) await wire.begin()
  const refused = await wire.send('startTransaction')
  expect(refused).toEqual({ code: 'DATABASE_TRANSACTION_FAIL', message: expect.stringContaining('10000') })
})

test('transfers that retry on conflict keep the sum', async () => {
  const { db } = await setUp()
  const ids = Array.from({ length: 6 }, (_, i) => `p${i}`)
  await db.insert(
    'c',
    ids.map((_id) => ({ _id, n: 100 })),
  )
  const wire = new WireClient(db)
  const transfer = async (from: string, to: string, amount: number): Promise<void> => {
    for (;;) {
      const id = await wire.begin()
      const steps = [
        await wire.update(from, { $inc: { n: -amount } }, id),
        await wire.update(to, { $inc: { n: amount } }, id),
        await wire.send('commitTransaction', { transactionId: id }),
      ]
      if (steps.every(({ code }) => !code)) return
      await wire.send('abortTransaction', { transactionId: id })
      await new Promise(setImmediate)
    }
  }
  await Promise.all(Array.from({ length: 60 }, (_, i) => transfer(`p${i % 6}`, `p${(i * 5 + 1) % 6}`, i % 7)))
  const balances = db.find('c', { _id: { $in: ids } }).map(({ n }) => Number(n))
  expect(balances.reduce((sum, n) => sum + n, 0)).toBe(600)
  expect(new Set(balances).size).toBeGreaterThan(1)
})

test('the actions of old SDKs inside transactions', async () => {
  const { db, wire } = await setUp()
  const transactionId = await wire.begin()
  const send = (action: string, body: object) => wire.send(action, { transactionId, ...body })
  expect(await send('getInTransaction', { _id: 'a' })).toEqual({ data: '{"_id":"a","n":{"$numberInt":"0"}}' })
  expect(await send('getInTransaction', { _id: 'none' })).toEqual({ data: 'null' })
  const one = '{"$numberInt":"1"}'
  expect(await send('updateDocInTransaction', { _id: 'a', data: '{"$set":{"n":5}}' })).toEqual({ updated: one })
  expect(await send('updateDocInTransaction', { _id: 'b', data: '{"n":6}', upsert: true })).toEqual({ updated: one })
  expect(await send('updateDocInTransaction', { _id: 'c', data: '{"n":7}', upsert: true })).toEqual({
    ...{ updated: '{"$numberInt":"0"}', upserted: '[{"_id":"c"}]' },
  })
  expect(await send('deleteDocInTransaction', { _id: 'b' })).toEqual({ deleted: one })
  await send('commitTransaction', {})
  expect(db.find('c')).toEqual([
    { _id: 'a', n: 5 },
    { _id: 'c', n: 7 },
  ])
})
