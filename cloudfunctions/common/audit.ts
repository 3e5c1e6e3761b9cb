import { insertOnce } from './db'
import { fingerprint, idFrom } from './ids'

/** Writes down who did what that moves money or goods. The same deed at the same instant is one entry. */
export async function audit(at: number, by: string, action: string, ref: string, detail?: unknown): Promise<void> {
  const _id = idFrom('audit', String(at), by, action, ref, fingerprint(detail ?? null))
  await insertOnce('audit', { _id, at, by, action, ref, ...(detail === undefined ? {} : { detail }) })
}
