import { db } from './cloud'
import type { CollectionName, Collections } from './collections'

type Row<C extends CollectionName> = Collections[C]
/** A condition or a change: plain values or the SDK's commands, by (dotted) path. */
export type Paths = Record<string, unknown>

interface FindOptions {
  orderBy?: [path: string, direction: 'asc' | 'desc']
  /** Equals by their ids: pages that are read one after the other must not differ in order. */
  thenById?: true
  skip?: number
  limit?: number
  fields?: Record<string, boolean>
}

/** The platform's own maximum for functions; the default of 100 would cut lists short unnoticed. */
const MOST = 1000

/** One document, or undefined. One round trip. */
export async function read<C extends CollectionName>(collection: C, id: string): Promise<Row<C> | undefined> {
  const { data } = await db.collection(collection).doc(id).get()
  return (data as Row<C> | null | undefined) ?? undefined
}

/** Documents that fit, at most 1000. One round trip. */
export async function find<C extends CollectionName>(
  collection: C,
  where: Paths,
  options: FindOptions = {},
): Promise<Row<C>[]> {
  let query = db.collection(collection).where(where)
  if (options.orderBy) query = query.orderBy(...options.orderBy)
  if (options.thenById) query = query.orderBy('_id', 'asc')
  if (options.skip) query = query.skip(options.skip)
  if (options.fields) query = query.field(options.fields)
  const { data } = await query.limit(options.limit ?? MOST).get()
  return data as Row<C>[]
}

/** Documents by id, in no particular order. One round trip a thousand ids, none for no ids. */
export async function readAll<C extends CollectionName>(
  collection: C,
  ids: readonly string[],
  fields?: Record<string, boolean>,
): Promise<Row<C>[]> {
  const unique = [...new Set(ids)]
  const found: Row<C>[] = []
  for (let i = 0; i < unique.length; i += MOST)
    found.push(...(await find(collection, { _id: db.command.in(unique.slice(i, i + MOST)) }, { fields })))
  return found
}

/** All that people have of something, however much, with what else must fit. One round trip a thousand. */
export async function findOfPeople<C extends 'orders' | 'touches'>(
  collection: C,
  openids: readonly string[],
  more: Paths = {},
  fields?: Record<string, boolean>,
): Promise<Row<C>[]> {
  const where = { openid: db.command.in([...openids]), ...more }
  const found: Row<C>[] = []
  for (let page = MOST; page === MOST; ) {
    const rows = await find(collection, where, {
      orderBy: ['openid', 'asc'],
      thenById: true,
      skip: found.length,
      fields,
    })
    found.push(...rows)
    page = rows.length
  }
  return found
}

/** How many fit. One round trip. */
export async function count(collection: CollectionName, where: Paths): Promise<number> {
  const { total } = await db.collection(collection).where(where).count()
  return total
}

/** Changes what fits, atomically per document; tells how many. One round trip. */
export async function update(collection: CollectionName, where: Paths, data: Paths): Promise<number> {
  const { stats } = await db.collection(collection).where(where).update({ data })
  return stats.updated
}

/** Whether an error of the SDK says that the `_id` or another unique key is taken. */
export function isDuplicate(error: unknown): boolean {
  const text = error instanceof Error ? error.message : String((error as { errMsg?: string })?.errMsg ?? error)
  return /duplicate key|E11000/i.test(text)
}

/** Inserts unless a unique key is taken; tells whether it did. One round trip. */
export async function insertOnce<C extends CollectionName>(collection: C, doc: Row<C>): Promise<boolean> {
  try {
    await db.collection(collection).add({ data: doc })
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

/** Inserts those that are not there yet. One round trip when all are new. */
export async function insertAllOnce<C extends CollectionName>(collection: C, docs: readonly Row<C>[]): Promise<void> {
  if (docs.length === 0) return
  try {
    await db.collection(collection).add({ data: docs as unknown as object })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    // A repeat after a crash: some are in already.
    for (const doc of docs) await insertOnce(collection, doc)
  }
}

/** Removes what fits; tells how many. One round trip. */
export async function remove(collection: CollectionName, where: Paths): Promise<number> {
  const { stats } = await db.collection(collection).where(where).remove()
  return stats.removed
}
