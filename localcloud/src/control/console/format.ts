/** A moment as people in China write it. */
export const time = (ms: number): string =>
  new Date(ms).toLocaleString('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour12: false,
    dateStyle: 'short',
    timeStyle: 'medium',
  })

/** The time of day alone, for what happened lately. */
export const hour = (ms: number): string =>
  new Date(ms).toLocaleTimeString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false })

/** Fen as yuan. */
export const yuan = (fen: number): string => `¥${(fen / 100).toFixed(2)}`

export const size = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 ** 2
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${(bytes / 1024 ** 2).toFixed(1)} MB`

export const json = (value: unknown): string => JSON.stringify(value, null, 2) ?? ''

/** A JSON text set out over lines; any other text as it is (long ones are kept in part only). */
export function pretty(text: string): string {
  try {
    return json(JSON.parse(text))
  } catch {
    return text
  }
}
