import { integerOf, optional } from '../args'

/** The most pieces of a line a special price is for. */
export const limit = optional(integerOf('每单限几件', 'pieces', 1, 999))

/** A line with more pieces than the limit has the ordinary price for all of them: one line, one price. */
export function overLimit(pieces: number, most = Number.POSITIVE_INFINITY): string | undefined {
  return pieces > most ? `限 ${most} 件，这里有 ${pieces} 件` : undefined
}
