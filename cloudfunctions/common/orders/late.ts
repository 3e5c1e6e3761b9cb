/** Name of the hold of a late payment. Order ids are hexadecimal, so the letter can be told from them. */
export function lateHold(orderId: string): string {
  return `${orderId}L`
}

/** The order a hold belongs to. */
export function orderOfHold(holdId: string): string {
  return holdId.replace(/L$/, '')
}
