import { randomInt } from 'node:crypto'
import type { Database } from '../database/types'
import type { Limits } from '../limits/limits'
import { HttpError } from '../server/http'
import type { Templates } from './templates'
import type { ApiAnswer } from './wire'

export const CONSENTS = '_consents'
export const MESSAGES = '_messages'

/** Number of unused consents of a person for a template; `_id` is `openid/templateId`. */
interface Consent extends Record<string, unknown> {
  _id: string
  left: number
}

/** Subscribe messages: every consent allows one message, as on the platform. */
export class SubscribeMessages {
  constructor(
    private readonly database: Database,
    private readonly templates: Templates,
    private readonly now: () => number,
    private readonly limits: Limits,
  ) {}

  /** A person allowed messages of these templates, `times` more of each; rejects when asked about too many at once. */
  async grant(openid: string, templateIds: string[], times = 1): Promise<void> {
    const { subscribeTemplates: most } = this.limits
    // 20003: wx.requestSubscribeMessage's code for too many templates.
    if (templateIds.length > most)
      throw new HttpError(400, { errCode: 20003, error: `at most ${most} templates at once` })
    for (const templateId of templateIds) {
      await this.database.update(
        CONSENTS,
        { _id: consentId(openid, templateId) },
        { $inc: { left: times } },
        { upsert: true },
      )
    }
  }

  left(openid: string, templateId: string): number {
    return (this.database.get(CONSENTS, consentId(openid, templateId)) as Consent | undefined)?.left ?? 0
  }

  async send(data: Record<string, unknown>): Promise<ApiAnswer> {
    const { touser, template_id: templateId, data: fields } = data
    if (typeof touser !== 'string' || touser === '') return { errcode: 40003, errmsg: 'invalid openid' }
    if (typeof templateId !== 'string' || templateId === '') return { errcode: 40037, errmsg: 'invalid template_id' }
    const wrong = wrongField(fields)
    if (wrong) return { errcode: 47003, errmsg: `argument invalid! ${wrong}` }
    const unfit = this.templates.wrong(templateId, fields as object)
    if (unfit) return unfit
    const used = await this.database.update(
      CONSENTS,
      { _id: consentId(touser, templateId), left: { $gt: 0 } },
      { $inc: { left: -1 } },
    )
    if (used === 0) return { errcode: 43101, errmsg: 'user refuse to accept the msg' }
    const msgid = randomInt(2 ** 40)
    const message = { msgid, at: this.now(), touser, templateId, page: data.page ?? '', data: fields }
    await this.database.insert(MESSAGES, [message])
    return { errcode: 0, errmsg: 'ok', msgid }
  }
}

const consentId = (openid: string, templateId: string): string => `${openid}/${templateId}`

/** Longest texts of the field types, in characters (subscribe message documentation). */
const LONGEST: Record<string, number> = {
  thing: 20,
  number: 32,
  letter: 32,
  symbol: 5,
  character_string: 32,
  phrase: 5,
  name: 10,
}

function wrongField(fields: unknown): string | undefined {
  if (typeof fields !== 'object' || fields === null) return 'data is empty'
  for (const [key, field] of Object.entries(fields as Record<string, { value?: unknown }>)) {
    const value = field?.value
    if (value === undefined || value === null || value === '') return `data.${key}.value is empty`
    const longest = LONGEST[key.replace(/\d+$/, '')]
    if (longest !== undefined && [...String(value)].length > longest)
      return `data.${key}.value is longer than ${longest}`
  }
  return undefined
}
