import { _ } from '../cloud'
import type { AppliedOnce } from '../collections'
import { type Paths, read, update } from '../db'

/** How many keys a document remembers: several batches, so that none still pending can have been forgotten. */
const REMEMBERED = 200

/** The document was written under a newer lease: this worker has been replaced and must stop. */
export class Superseded extends Error {
  override name = 'Superseded'
}

/**
 * Counts items into a live document exactly once, all in one update: the update carries their keys, and refuses keys
 * it has seen and writers older than the last. One round trip in the normal case.
 * `change` makes the update for those items that are still to be counted; `create` makes a missing document.
 */
export async function countOnce<T>(
  collection: 'group_live' | 'leader_live',
  id: string,
  items: readonly T[],
  fence: number,
  keyOf: (item: T) => string,
  change: (items: readonly T[]) => Paths,
  create: () => Promise<void>,
): Promise<void> {
  let open = items
  // Twice at most: once for a document that is missing or has seen some of the items.
  for (let attempt = 0; open.length > 0; attempt++) {
    const keys = open.map(keyOf)
    const done = await update(
      collection,
      { _id: id, fence: _.lte(fence), applied: _.nin(keys) },
      { ...change(open), fence, applied: _.push({ each: keys, slice: -REMEMBERED }) },
    )
    if (done) return
    const known: AppliedOnce | undefined = await read(collection, id)
    if (known && known.fence > fence) throw new Superseded(`${collection}/${id} was written under lease ${known.fence}`)
    if (known && attempt > 0) throw new Error(`${collection}/${id} refuses ${keys.join(', ')}`)
    if (!known) await create()
    else open = open.filter((item) => !known.applied.includes(keyOf(item)))
  }
}
