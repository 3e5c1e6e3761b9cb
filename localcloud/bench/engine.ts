import { type Database, stringifyEjson, type WireReply, type WireRequest } from '../src/database/index'
import { ACTIVE, COLLECTION, goodsId, groupOf, makeGoods } from './goods'
import type { Face } from './loads'

/** Documents a commit takes while filling. */
const CHUNK = 2000

/** Fills the collection up to `documents`; tells how many there are at each tenth. */
export async function fill(db: Database, documents: number, say: (line: string) => void): Promise<void> {
  const tenth = Math.max(CHUNK, Math.ceil(documents / 10))
  let told = 0
  for (let from = db.count(COLLECTION); from < documents; from += CHUNK) {
    if (from - told >= tenth) {
      told = from
      say(`${from} documents`)
    }
    const count = Math.min(CHUNK, documents - from)
    await db.insert(
      COLLECTION,
      Array.from({ length: count }, (_, i) => makeGoods(from + i)),
    )
  }
}

/** The engine without HTTP and SDK: requests as the wire brings them, in this process. */
export function engineFace(db: Database): Face {
  const base = { collectionName: COLLECTION, queryType: 'WHERE' }
  const send = async (request: WireRequest): Promise<WireReply> => {
    const reply = await db.handle({ ...base, ...request })
    if (reply.code) throw new Error(`${request.action}: ${reply.message}`)
    return reply
  }
  const change = (id: string, by: number, transactionId?: unknown) =>
    send({
      action: 'database.modifyDocument',
      ...{ multi: false, merge: true, upsert: false, query: JSON.stringify({ _id: id }), transactionId },
      data: `{"$inc":{"sold":{"$numberInt":"${by}"}}}`,
    })
  let inserted = 0
  return {
    read: (n) =>
      send({ action: 'database.getDocument', query: JSON.stringify({ _id: goodsId(n % ACTIVE) }), limit: 1 }),
    take: (n) =>
      send({
        action: 'database.modifyDocument',
        ...{ multi: true, merge: true, upsert: false },
        query: `{"_id":"${goodsId(n % ACTIVE)}","stock":{"$gte":{"$numberInt":"1"}}}`,
        data: '{"$inc":{"stock":{"$numberInt":"-1"},"sold":{"$numberInt":"1"}}}',
      }),
    async transfer(n) {
      const { transactionId } = await send({ action: 'database.startTransaction' })
      const ids = [goodsId((n * 2) % ACTIVE), goodsId((n * 2 + 1) % ACTIVE)]
      for (const id of ids) {
        await send({ action: 'database.getDocument', query: JSON.stringify({ _id: id }), transactionId })
      }
      for (const [i, id] of ids.entries()) await change(id, i === 0 ? -1 : 1, transactionId)
      await send({ action: 'database.commitTransaction', transactionId })
    },
    newest: (n) =>
      send({
        action: 'database.getDocument',
        ...{ query: JSON.stringify({ group: groupOf(n) }), order: '{"at":-1}', limit: 20 },
      }),
    insert: () => {
      const data = [stringifyEjson({ ...makeGoods(inserted), _id: `engine${inserted++}` })]
      return send({ action: 'database.insertDocument', data })
    },
  }
}
