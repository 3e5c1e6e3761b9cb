import { _ } from '../common/cloud'
import { insertOnce, read, update } from '../common/db'
import type { Context } from '../common/serve'

/**
 * Counts consents to subscribe messages: each allows one message, and the platform has no way to ask how many are left.
 */
export async function consent(ctx: Context<'account.consent'>, input: { requestId: string; templateIds: string[] }) {
  let counted = 0
  for (const templateId of new Set(input.templateIds)) {
    const id = `${ctx.openid}:${templateId}`
    const once = { _id: id, requests: _.nin([input.requestId]) }
    const more = { left: _.inc(1), requests: _.push({ each: [input.requestId], slice: -20 }) }
    const done =
      (await insertOnce('consents', { _id: id, left: 1, requests: [input.requestId] })) ||
      (await update('consents', once, more)) > 0
    if (done) counted++
  }
  return { counted: counted || (await countedBefore(ctx.openid, input)) }
}

/** A repeat of the same tap: as many as it counted the first time. */
async function countedBefore(openid: string, input: { requestId: string; templateIds: string[] }): Promise<number> {
  const known = await Promise.all(input.templateIds.map((id) => read('consents', `${openid}:${id}`)))
  return known.filter((doc) => doc?.requests.includes(input.requestId)).length
}
