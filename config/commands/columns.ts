/** Columns a text takes in a terminal: Chinese characters and full-width signs take two. */
export function width(text: string): number {
  let columns = 0
  for (const character of text)
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{3fffd}]/u.test(
        character,
      )
        ? 2
        : 1
  return columns
}

/** Rows as aligned columns; those named in `right` are set to the right. */
export function columns(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths: number[] = []
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, width(cell))
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => {
        const fill = ' '.repeat((widths[i] as number) - width(cell))
        return right.includes(i) ? fill + cell : cell + fill
      })
      .join('  ')
      .trimEnd()
  return rows.map(line).join('\n')
}
