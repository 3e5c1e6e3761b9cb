/** Order of texts by code unit, for sorting: the same on every machine, whatever its language. */
export function byText(a: string, b: string): number {
  return Number(a > b) - Number(a < b)
}

/** Order by the first of some keys that differs; of both the same kinds in the same places. */
export function byKeys(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [i, mine] of a.entries()) {
    const other = b[i] as typeof mine
    if (mine < other) return -1
    if (mine > other) return 1
  }
  return 0
}
