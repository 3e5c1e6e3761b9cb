/** setData should stay below this (guide to performance), and fails above the other. Bytes of JSON. */
const ADVISED = 256 * 1024
const MOST = 1024 * 1024

export interface SetData {
  bytes: number
  /** ms since the app was launched. */
  at: number
}

export interface Judged {
  bytes: number
  error?: string
  warnings: string[]
}

/** What a device would say to a setData. `json` is its data as text. */
export function judge(patch: Record<string, unknown>, json: string): Judged {
  const bytes = Buffer.byteLength(json)
  const warnings = Object.entries(patch)
    .filter(([, value]) => value === undefined)
    .map(([path]) => `setData: ${path} is set to undefined`)
  if (bytes > MOST) return { bytes, warnings, error: `setData of ${bytes} bytes: at most ${MOST} are taken` }
  if (bytes > ADVISED) warnings.push(`setData of ${bytes} bytes: at most ${ADVISED} are advised`)
  return { bytes, warnings }
}
