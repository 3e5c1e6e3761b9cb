export interface LockEntry {
  version: string
  cpu?: string[]
  dev?: boolean
  libc?: string[]
  optional: true
  os: string[]
}

export function platformOf(name: string): { os?: string; cpu?: string; libc?: string }
export function missingEntries(packages: Record<string, object>): [path: string, entry: LockEntry][]
