import type { FaultSpec } from '../../src/index'
import { clouds, type ServerSdk } from './clouds'
import { item, tabled } from './item'

const { both, cloud } = clouds({ clock: { now: Date.UTC(2030, 0, 1) } })
const AREA = 'Faults'

afterEach(() => cloud().faults.clear())

/** Runs with a collection of one document `{_id: 'a', n: 1}` and with faults that strike there. */
const under = (spec: FaultSpec, run: (sdk: ServerSdk, collection: Collection) => Promise<void>) =>
  both(async (sdk) => {
    const collection = await sdk.seeded([{ _id: 'a', n: 1 }])
    sdk.cloud.faults.add(spec)
    try {
      await run(sdk, collection)
    } finally {
      sdk.cloud.faults.clear()
    }
  })
type Collection = Awaited<ReturnType<ServerSdk['seeded']>>

const failure = (promise: Promise<unknown>): Promise<{ message: string; code?: unknown; errCode?: unknown }> =>
  promise.then(
    (value) => {
      throw new Error(`no failure but ${JSON.stringify(value)}`)
    },
    (error) => error,
  )
/** The SDKs call a collection's name by different names. */
const nameOf = (collection: Collection) => {
  const { collectionName, name } = collection as unknown as { collectionName?: string; name?: string }
  return collectionName ?? String(name)
}
/** What is really stored under `a`. */
const stored = ({ cloud }: ServerSdk, collection: Collection) => cloud.database.get(nameOf(collection), 'a')?.n

item(
  AREA,
  'a system error, as the SDK reports it; nothing is carried out',
  'sdk',
  under({ kind: 'error', at: 'database.modifyDocument' }, async (sdk, collection) => {
    const error = await failure(sdk.update(collection.doc('a'), { n: 2 }))
    expect(sdk.name === 'wx-server-sdk' ? error.errCode : error.code).toBe(
      sdk.name === 'wx-server-sdk' ? -501001 : 'SYS_ERR',
    )
    expect(stored(sdk, collection)).toBe(1)
    await expect(sdk.read(collection.doc('a'))).resolves.toMatchObject({ n: 1 })
  }),
)

item(
  AREA,
  'an error of a given code and message',
  'sdk',
  under({ kind: 'error', code: 'EXCEED_REQUEST_LIMIT', message: 'too many' }, async (sdk, collection) => {
    const error = await failure(collection.get())
    expect(error).toMatchObject(
      sdk.name === 'wx-server-sdk'
        ? { errCode: -501003 }
        : { code: 'EXCEED_REQUEST_LIMIT', message: expect.stringContaining('too many') },
    )
  }),
)

item(
  AREA,
  'a request that never arrives',
  'sdk',
  under({ kind: 'dropRequest', nth: 1 }, async (sdk, collection) => {
    await failure(sdk.update(collection.doc('a'), { n: 2 }))
    expect(stored(sdk, collection)).toBe(1)
    expect(await sdk.update(collection.doc('a'), { n: 3 })).toBe(1)
  }),
)

item(
  AREA,
  'a reply lost after the write',
  'sdk',
  under({ kind: 'dropReply', nth: 1 }, async (sdk, collection) => {
    await failure(sdk.update(collection.doc('a'), { n: 2 }))
    expect(stored(sdk, collection)).toBe(2)
    expect(await sdk.update(collection.doc('a'), { n: 3 })).toBe(1)
  }),
)

item(
  AREA,
  'latency',
  'assumed',
  under({ kind: 'latency', ms: 80 }, async (sdk, collection) => {
    const before = performance.now()
    await sdk.read(collection.doc('a'))
    expect(performance.now() - before).toBeGreaterThanOrEqual(79)
  }),
)

item(
  AREA,
  'a conflict at commit: runTransaction tries again',
  'sdk',
  under({ kind: 'conflict', at: 'database.commitTransaction', nth: 1 }, async (sdk, collection) => {
    const name = nameOf(collection)
    let attempts = 0
    await sdk.db.runTransaction(async (transaction: Collections) => {
      attempts++
      await sdk.update(transaction.collection(name).doc('a'), { n: attempts + 1 })
    })
    expect(attempts).toBe(2)
    expect(sdk.cloud.database.get(name, 'a')).toMatchObject({ n: 3 })
  }),
)

item(
  AREA,
  'a conflict at a write: the transaction is aborted and leaves nothing',
  'sdk',
  under({ kind: 'conflict', at: 'database.modifyDocument' }, async (sdk, collection) => {
    const transaction = (await sdk.db.startTransaction()) as unknown as Collections & { rollback(): Promise<unknown> }
    await sdk.add(transaction.collection(nameOf(collection)), { _id: 'b' })
    const error = await failure(sdk.update(transaction.collection(nameOf(collection)).doc('a'), { n: 2 }))
    if (sdk.name === 'node-sdk') expect(error).toMatchObject({ code: 'DATABASE_TRANSACTION_CONFLICT' })
    sdk.cloud.faults.clear()
    await failure((transaction as unknown as { commit(): Promise<unknown> }).commit())
    expect(sdk.cloud.database.find(nameOf(collection))).toEqual([{ _id: 'a', n: 1 }])
  }),
)
interface Collections {
  collection(name: string): Collection
}

item(
  AREA,
  'a commit whose reply is lost has happened',
  'sdk',
  under({ kind: 'dropReply', at: 'database.commitTransaction' }, async (sdk, collection) => {
    const name = nameOf(collection)
    await failure(
      sdk.db.runTransaction(async (transaction: Collections) => {
        await sdk.update(transaction.collection(name).doc('a'), { n: 5 })
      }),
    )
    expect(sdk.cloud.database.get(name, 'a')).toMatchObject({ n: 5 })
  }),
)

/** Calls `steps` for four requests under one fault; resolves with its failure and how many were carried out. */
async function steps(spec: FaultSpec): Promise<{ message: string; carriedOut: number }> {
  const run = `${spec.kind} ${spec.afterRequests}`
  cloud().faults.add({ ...spec, name: 'steps' })
  const { message } = await failure(cloud().call('steps', { run, count: 4 }))
  cloud().faults.clear()
  await expect(cloud().call('steps', { run: 'after', count: 1 })).resolves.toBe(1)
  return { message, carriedOut: cloud().database.count('steps', { run }) }
}

for (const [kind, message] of [
  ['crash', 'Process exited before completing request'],
  ['timeout', 'timed out after 3 seconds'],
] as const) {
  item(AREA, `a ${kind} in the middle of a call, after any number of its requests`, 'docs', async () => {
    for (const [afterRequests, carriedOut] of [
      [0, 0],
      [1, 1],
      [3, 3],
      [9, 4],
    ] as const) {
      const failed = await steps({ kind, afterRequests })
      expect(failed.message).toContain(message)
      expect(failed.carriedOut).toBe(carriedOut)
    }
  })
}

item(AREA, 'a call of a function that fails without running', 'sdk', async () => {
  cloud().faults.add({ kind: 'error', at: 'invoke', name: 'whoami' })
  const { failed } = (await cloud().call('shop', { action: 'call', name: 'whoami', data: {} })) as {
    failed: { errMsg: string }
  }
  expect(failed.errMsg).toContain('the function failed')
})

tabled(__filename)
