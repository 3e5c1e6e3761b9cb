/** JSON as clients read documents outside the REST interface: numbers are numbers, dates are {"$date": ms}. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, shown: unknown) {
    const original = this[key]
    if (original instanceof Date) return { $date: original.getTime() }
    return typeof shown === 'bigint' ? Number(shown) : shown
  })
}
