import { createRequire } from 'node:module'
import { baseEnv } from '../src/functions/env'
import { ACTIVE, COLLECTION, goodsId, groupOf, makeGoods } from './goods'
import type { Face } from './loads'

/** The unmodified wx-server-sdk in this process, over its wire to a server in another. */
export function sdkFace(port: number): Face {
  Object.assign(process.env, baseEnv('local-env', port))
  const sdk = createRequire(import.meta.url)('wx-server-sdk')
  sdk.init({ env: 'local-env' })
  const db = sdk.database()
  const { command: _ } = db
  const goods = db.collection(COLLECTION)
  let inserted = 0
  return {
    read: (n) => goods.doc(goodsId(n % ACTIVE)).get(),
    take: (n) =>
      goods.where({ _id: goodsId(n % ACTIVE), stock: _.gte(1) }).update({ data: { stock: _.inc(-1), sold: _.inc(1) } }),
    async transfer(n) {
      const transaction = await db.startTransaction()
      const documents = [0, 1].map((i) => transaction.collection(COLLECTION).doc(goodsId((n * 2 + i) % ACTIVE)))
      for (const document of documents) await document.get()
      for (const [i, document] of documents.entries())
        await document.update({ data: { sold: _.inc(i === 0 ? -1 : 1) } })
      await transaction.commit()
    },
    newest: (n) =>
      goods
        .where({ group: groupOf(n) })
        .orderBy('at', 'desc')
        .limit(20)
        .get(),
    insert: () => goods.add({ data: { ...makeGoods(inserted), _id: `sdk${inserted++}` } }),
  }
}
