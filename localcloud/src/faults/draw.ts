import { createHash } from 'node:crypto'
import type { Amount, FaultKind } from './types'

/** What a draw depends on; nothing else, so that other calls and the time change nothing. */
export interface Lot {
  seed: number
  kind: FaultKind
  at: string
  name: string
  /** Which call of this point and name it is. */
  occurrence: number
}

/** A number in [0, 1) that follows from the lot; `purpose` tells draws for one call apart. */
export function draw({ seed, kind, at, name, occurrence }: Lot, purpose: string): number {
  const text = JSON.stringify([seed, kind, at, name, occurrence, purpose])
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32
}

/** The amount itself, or a whole number of its range. */
export function drawAmount(amount: Amount, lot: Lot): number {
  if (typeof amount === 'number') return amount
  const [from, to] = amount
  return from + Math.floor(draw(lot, 'amount') * (to - from + 1))
}
