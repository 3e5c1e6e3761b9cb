import { clouds, type ServerSdk } from './clouds'
import { differs, item, tabled } from './item'

const { both, wx, node, cloud } = clouds()
const AREA = 'Database: transactions'

type Stored = Record<string, unknown>
interface Transaction {
  _id: string
  collection(name: string): ReturnType<ServerSdk['db']['collection']>
  commit(): Promise<{ requestId: string }>
  rollback(reason?: unknown): Promise<unknown>
}
type Begin = { startTransaction(): Promise<Transaction> }

const begin = (sdk: ServerSdk) => (sdk.db as unknown as Begin).startTransaction()
const run = <T>(sdk: ServerSdk, body: (transaction: Transaction) => Promise<T>, times?: number) =>
  (sdk.db as unknown as { runTransaction(body: unknown, times?: number): Promise<T> }).runTransaction(body, times)

/** A new collection with these documents; its name, and documents of it inside and outside. */
async function stored(sdk: ServerSdk, documents: Stored[]) {
  const collection = await sdk.seeded(documents)
  const { name } = collection as unknown as { name?: string; collName?: string }
  return { collection, name: name ?? (collection as unknown as { collectionName: string }).collectionName }
}

/** A document as a transaction sees it: null when missing. */
async function seen(transaction: Transaction, name: string, id: string): Promise<unknown> {
  const { data } = (await transaction.collection(name).doc(id).get()) as { data: unknown }
  return data
}

const CONFLICT = 'Transaction is conflict, maybe resource operated by others'
const two = [
  { _id: 'a', n: 1 },
  { _id: 'b', n: 2 },
]

item(
  AREA,
  'commit makes all writes seen at once, their own transaction sees them before',
  'docs',
  both(async (sdk) => {
    const { collection, name } = await stored(sdk, two)
    const transaction = await begin(sdk)
    const inside = transaction.collection(name)
    await sdk.update(inside.doc('a'), { n: sdk._.inc(10), at: new Date(5) })
    await sdk.set(inside.doc('c'), { n: 3 })
    await sdk.remove(inside.doc('b'))
    expect(await sdk.add(inside, { _id: 'd', n: 4 })).toBe('d')
    expect(await seen(transaction, name, 'a')).toEqual({ _id: 'a', n: 11, at: new Date(5) })
    expect(await seen(transaction, name, 'd')).toEqual({ _id: 'd', n: 4 })
    expect(cloud().database.find(name)).toEqual(two)
    await transaction.commit()
    expect(
      cloud()
        .database.find(name)
        .map(({ _id, n }) => [_id, n]),
    ).toEqual([
      ...[
        ['a', 11],
        ['c', 3],
        ['d', 4],
      ],
    ])
    expect((await collection.count()).total).toBe(3)
  }),
)

item(
  AREA,
  'rollback leaves nothing',
  'docs',
  both(async (sdk) => {
    const { name } = await stored(sdk, two)
    const transaction = await begin(sdk)
    await sdk.remove(transaction.collection(name).doc('a'))
    await sdk.add(transaction.collection(name), { _id: 'c' })
    await transaction.rollback()
    expect(cloud().database.find(name)).toEqual(two)
  }),
)

item(
  AREA,
  'reads stay with the state of the first read',
  'docs',
  both(async (sdk) => {
    const { collection, name } = await stored(sdk, two)
    const transaction = await begin(sdk)
    await seen(transaction, name, 'a')
    await sdk.update(collection.doc('b'), { n: 20 })
    expect(await seen(transaction, name, 'b')).toEqual({ _id: 'b', n: 2 })
    await transaction.rollback()
  }),
)

item(
  AREA,
  'writing what was changed meanwhile is a conflict at once',
  'docs',
  node(async (sdk) => {
    const { collection, name } = await stored(sdk, two)
    const transaction = await begin(sdk)
    await seen(transaction, name, 'b')
    await sdk.update(collection.doc('a'), { n: 10 })
    await expect(sdk.update(transaction.collection(name).doc('a'), { n: 0 })).rejects.toMatchObject({
      ...{ code: 'DATABASE_TRANSACTION_CONFLICT', message: expect.stringContaining(CONFLICT) },
    })
    expect(cloud().database.get(name, 'a')).toEqual({ _id: 'a', n: 10 })
  }),
)

item(
  AREA,
  'the second writer of a document meets the conflict, the first one commits',
  'docs',
  node(async (sdk) => {
    const { name } = await stored(sdk, two)
    const [first, second] = [await begin(sdk), await begin(sdk)]
    await sdk.update(first.collection(name).doc('a'), { n: 10 })
    await expect(sdk.update(second.collection(name).doc('a'), { n: 11 })).rejects.toMatchObject({
      ...{ code: 'DATABASE_TRANSACTION_CONFLICT' },
    })
    await first.commit()
    expect(cloud().database.get(name, 'a')).toEqual({ _id: 'a', n: 10 })
  }),
)

item(
  AREA,
  'wx-server-sdk wraps a conflict in errCode -501001',
  'sdk',
  wx(async (sdk) => {
    const { collection, name } = await stored(sdk, two)
    const transaction = await begin(sdk)
    await seen(transaction, name, 'b')
    await sdk.update(collection.doc('a'), { n: 10 })
    const error = await sdk.update(transaction.collection(name).doc('a'), { n: 0 }).catch((failed: unknown) => failed)
    expect(error).toMatchObject({ errCode: -501001, errMsg: expect.stringContaining(CONFLICT) })
  }),
)

item(
  AREA,
  'runTransaction commits, returns, and begins anew after a conflict',
  'docs',
  node(async (sdk) => {
    const { collection, name } = await stored(sdk, two)
    let attempts = 0
    const result = await run(sdk, async (transaction) => {
      const { n } = (await seen(transaction, name, 'a')) as { n: number }
      if (attempts++ < 2) await sdk.update(collection.doc('a'), { n: sdk._.inc(100) })
      await sdk.update(transaction.collection(name).doc('a'), { n: n + 1 })
      return 'done'
    })
    expect({ result, attempts }).toEqual({ result: 'done', attempts: 3 })
    expect(cloud().database.get(name, 'a')).toEqual({ _id: 'a', n: 202 })
  }),
)

item(
  AREA,
  'runTransaction gives up after its number of attempts',
  'docs',
  node(async (sdk) => {
    const { collection, name } = await stored(sdk, two)
    let attempts = 0
    const failed = run(
      sdk,
      async (transaction) => {
        attempts++
        await seen(transaction, name, 'a')
        await sdk.update(collection.doc('a'), { n: sdk._.inc(1) })
        await sdk.update(transaction.collection(name).doc('a'), { n: 0 })
      },
      2,
    )
    await expect(failed).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_CONFLICT' })
    expect(attempts).toBe(3)
  }),
)

item(
  AREA,
  'a conflict that a callback swallowed ends its transaction at the commit',
  'assumed',
  node(async (sdk) => {
    const { collection, name } = await stored(sdk, two)
    const transaction = await begin(sdk)
    await sdk.update(transaction.collection(name).doc('b'), { n: 0 })
    await sdk.update(collection.doc('a'), { n: 10 })
    await sdk.update(transaction.collection(name).doc('a'), { n: 0 }).catch(() => undefined)
    await expect(transaction.commit()).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_CONFLICT' })
    expect(cloud().database.get(name, 'b')).toEqual({ _id: 'b', n: 2 })
  }),
)

item(
  AREA,
  'a unique key taken meanwhile is a conflict at the commit',
  'assumed',
  node(async (sdk) => {
    const name = 'unique'
    const transaction = await begin(sdk)
    await sdk.add(transaction.collection(name), { _id: 'mine' })
    const rival = sdk.db.collection(name).add({ _id: 'mine' })
    await transaction.commit()
    await expect(rival).rejects.toMatchObject({ message: expect.stringContaining('E11000 duplicate key error') })
  }),
)

item(
  AREA,
  'runTransaction: rollback(reason) and thrown errors reject with what was given',
  'docs',
  both(async (sdk) => {
    const { name } = await stored(sdk, two)
    const rolledBack = run(sdk, async (transaction) => {
      await sdk.update(transaction.collection(name).doc('a'), { n: 0 })
      await transaction.rollback('enough')
    })
    await expect(rolledBack).rejects.toBe('enough')
    const thrown = run(sdk, async (transaction) => {
      await sdk.update(transaction.collection(name).doc('a'), { n: 0 })
      throw new Error('business')
    })
    await expect(thrown).rejects.toThrow('business')
    expect(cloud().database.find(name)).toEqual(two)
  }),
)

item(
  AREA,
  'a missing document reads as null',
  'docs',
  node(async (sdk) => {
    const { name } = await stored(sdk, two)
    const transaction = await begin(sdk)
    expect(await seen(transaction, name, 'none')).toBeNull()
    expect(await transaction.commit()).toMatchObject({ requestId: expect.any(String) })
  }),
)

item(
  AREA,
  'after its end a transaction is refused, and is over after 30 seconds',
  'docs',
  node(async (sdk) => {
    const { name } = await stored(sdk, two)
    const transaction = await begin(sdk)
    await transaction.commit()
    await expect(sdk.update(transaction.collection(name).doc('a'), { n: 0 })).rejects.toMatchObject({
      code: 'DATABASE_TRANSACTION_FAIL',
      message: expect.stringContaining('transaction must be commit or abort in 30 seconds'),
    })
  }),
)

item(
  AREA,
  'adding many and reading by condition stay inside',
  'sdk',
  node(async (sdk) => {
    const { name } = await stored(sdk, two)
    const transaction = await begin(sdk)
    const { ids } = (await transaction.collection(name).add([{ k: 1 }, { k: 1 }])) as unknown as { ids: string[] }
    expect(ids).toHaveLength(2)
    expect((await transaction.collection(name).where({ k: 1 }).get()).data).toHaveLength(2)
    await transaction.rollback()
    expect(cloud().database.find(name)).toEqual(two)
  }),
)

item(
  AREA,
  'updateAndReturn stays inside',
  'sdk',
  node(async (sdk) => {
    const { name } = await stored(sdk, two)
    const transaction = await begin(sdk)
    const query = transaction.collection(name).where({ n: 1 }) as unknown as {
      updateAndReturn(data: object): Promise<{ doc: Stored }>
    }
    expect((await query.updateAndReturn({ n: 9 })).doc).toEqual({ _id: 'a', n: 9 })
    await transaction.rollback()
    expect(cloud().database.get(name, 'a')).toEqual({ _id: 'a', n: 1 })
  }),
)

item(
  AREA,
  'where().update(), where().remove(), count() and aggregate() leave the transaction',
  'sdk',
  node(async (sdk) => {
    const { name } = await stored(sdk, two)
    const transaction = await begin(sdk)
    const inside = transaction.collection(name)
    await sdk.update(inside.doc('a'), { n: 5 })
    expect((await inside.where({ n: 5 }).count()).total).toBe(0)
    const { data } = (await inside.aggregate().match({ n: 5 }).end()) as { data: Stored[] }
    expect(data).toEqual([])
    expect(await sdk.update(inside.where({ _id: 'b' }), { left: true })).toBe(1)
    await transaction.rollback()
    expect(cloud().database.find(name)).toEqual([two[0], { _id: 'b', n: 2, left: true }])
  }),
  'and are told of on stderr and in the log of the call',
)

differs(
  AREA,
  'a plain write of a document that a transaction has written',
  'assumed',
  'waits until that ends, however long; the cloud may answer with an error first',
  node(async (sdk) => {
    const { collection, name } = await stored(sdk, two)
    const transaction = await begin(sdk)
    await sdk.update(transaction.collection(name).doc('a'), { n: 10 })
    const plain = sdk.update(collection.doc('a'), { n: sdk._.inc(1) })
    await transaction.commit()
    expect(await plain).toBe(1)
    expect(cloud().database.get(name, 'a')).toEqual({ _id: 'a', n: 11 })
  }),
)

tabled(__filename)
