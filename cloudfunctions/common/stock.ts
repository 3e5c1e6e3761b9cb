import { _ } from './cloud'
import type { StockDoc } from './collections'
import { type Paths, read, update } from './db'

/** Pieces per SKU. */
type Pieces = Record<string, number>

const each = (pieces: Pieces, path: string, value: (quantity: number) => unknown): Paths =>
  Object.fromEntries(Object.entries(pieces).map(([sku, quantity]) => [`${path}.${sku}`, value(quantity)]))

export type Reservation =
  | { kind: 'held' }
  | { kind: 'short'; left: Pieces }
  /** The campaign has changed since it was read. */
  | { kind: 'changed' }

/**
 * Reserves all pieces of an order in one conditional update that also records the hold: either everything is held
 * under the order's id, or nothing changed. Reserving again for the same order changes nothing. One round trip; one
 * more to tell why when it did not fit.
 */
export async function reserve(order: {
  campaignId: string
  /** The campaign as decided by; absent where the price has been agreed already. */
  rev?: number
  orderId: string
  pieces: Pieces
  at: number
}): Promise<Reservation> {
  const hold = `holds.${order.orderId}`
  const held = await update(
    'stock',
    {
      _id: order.campaignId,
      ...(order.rev === undefined ? {} : { rev: order.rev }),
      [hold]: _.exists(false),
      ...each(order.pieces, 'left', (n) => _.gte(n)),
    },
    { [hold]: _.set({ at: order.at, pieces: order.pieces }), ...each(order.pieces, 'left', (n) => _.inc(-n)) },
  )
  if (held) return { kind: 'held' }
  const stock = await read('stock', order.campaignId)
  if (stock?.holds[order.orderId]) return { kind: 'held' }
  if (!stock || (order.rev !== undefined && stock.rev !== order.rev)) return { kind: 'changed' }
  return {
    kind: 'short',
    left: Object.fromEntries(Object.keys(order.pieces).map((sku) => [sku, stock.left[sku] ?? 0])),
  }
}

/** Whether an order's pieces are reserved now. One round trip. */
export async function isHeld(campaignId: string, orderId: string): Promise<boolean> {
  return (await read('stock', campaignId))?.holds[orderId] !== undefined
}

/** Puts the pieces of a hold back on sale; a hold that is gone changes nothing. One round trip. */
export async function release(campaignId: string, orderId: string, pieces: Pieces): Promise<boolean> {
  const hold = `holds.${orderId}`
  const done = await update(
    'stock',
    { _id: campaignId, [hold]: _.exists(true) },
    { [hold]: _.remove(), ...each(pieces, 'left', (n) => _.inc(n)) },
  )
  return done > 0
}

/**
 * Turns holds into sales, all of a campaign's in one update. Holds that are gone (a repeat after a crash) are passed
 * over. One round trip when none is.
 */
export async function settle(
  campaignId: string,
  orders: readonly { orderId: string; pieces: Pieces }[],
): Promise<void> {
  let open = orders
  while (open.length) {
    const holds = open.map((order) => `holds.${order.orderId}`)
    const done = await update(
      'stock',
      { _id: campaignId, ...Object.fromEntries(holds.map((hold) => [hold, _.exists(true)])) },
      {
        ...Object.fromEntries(holds.map((hold) => [hold, _.remove()])),
        ...each(add(open.map((order) => order.pieces)), 'sold', (n) => _.inc(n)),
      },
    )
    if (done) return
    const stock: StockDoc | undefined = await read('stock', campaignId)
    open = open.filter((order) => stock?.holds[order.orderId])
  }
}

/** Puts the pieces of a refunded order back on sale, once. One round trip. */
export async function giveBack(campaignId: string, orderId: string, pieces: Pieces): Promise<void> {
  const mark = `returns.${orderId}`
  await update(
    'stock',
    { _id: campaignId, [mark]: _.exists(false) },
    { [mark]: true, ...each(pieces, 'left', (n) => _.inc(n)), ...each(pieces, 'sold', (n) => _.inc(-n)) },
  )
}

function add(list: readonly Pieces[]): Pieces {
  const total: Pieces = {}
  for (const pieces of list) for (const [sku, n] of Object.entries(pieces)) total[sku] = (total[sku] ?? 0) + n
  return total
}
