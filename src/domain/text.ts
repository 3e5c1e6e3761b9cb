/** Order of texts by code unit, for sorting: the same on every machine, whatever its language. */
export function byText(a: string, b: string): number {
  return Number(a > b) - Number(a < b)
}
