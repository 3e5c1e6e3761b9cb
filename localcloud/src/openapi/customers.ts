import { randomUUID } from 'node:crypto'
import type { Database } from '../database/types'
import type { Limits } from '../limits/limits'
import { type ApiAnswer, isMedia, traceId } from './wire'

export const CONVERSATIONS = '_conversations'
export const CUSTOMER_MESSAGES = '_customer_messages'
export const MEDIA = '_media'

interface Conversation extends Record<string, unknown> {
  _id: string
  left: number
  until: number
}

interface Media {
  fileName: string
  base64: string
  at: number
}

/** What a message of each type must say; `miniprogrampage` is a card that leads to a page. */
const PARTS: Record<string, string[]> = {
  text: ['content'],
  image: ['media_id'],
  link: ['title', 'description', 'url', 'thumb_url'],
  miniprogrampage: ['title', 'pagepath', 'thumb_media_id'],
}

/** Messages of the customer service: who has written may be answered five times within 48 hours. */
export class CustomerMessages {
  constructor(
    private readonly database: Database,
    private readonly now: () => number,
    private readonly limits: Limits,
  ) {}

  /** A person writes to the customer service. */
  async write(openid: string): Promise<void> {
    const { customerMessages: left, customerMs } = this.limits
    const conversation = { left, until: this.now() + customerMs }
    await this.database.update(CONVERSATIONS, { _id: openid }, { $set: conversation }, { upsert: true })
  }

  /** customerServiceMessage.send */
  async send(data: Record<string, unknown>): Promise<ApiAnswer> {
    const { touser, msgtype } = data
    if (!isText(touser)) return { errcode: 40003, errmsg: 'invalid openid' }
    const parts = typeof msgtype === 'string' && Object.hasOwn(PARTS, msgtype) ? PARTS[msgtype] : undefined
    if (!parts) return { errcode: 40008, errmsg: 'invalid message type' }
    const content = data[msgtype as string] as Record<string, unknown> | undefined
    const absent = parts.find((part) => !isText(content?.[part]))
    if (absent !== undefined) return { errcode: 40101, errmsg: `missing parameter: ${msgtype}.${absent}` }
    const media = [content?.media_id, content?.thumb_media_id].filter((id) => id !== undefined)
    if (media.some((id) => !this.media(id))) return { errcode: 40007, errmsg: 'invalid media_id' }
    const refused = await this.take(touser)
    if (refused) return refused
    const message = { _id: randomUUID(), at: this.now(), touser, msgtype, [msgtype as string]: content }
    await this.database.insert(CUSTOMER_MESSAGES, [message])
    return { errcode: 0, errmsg: 'ok' }
  }

  /** customerServiceMessage.setTyping */
  setTyping({ touser, command }: Record<string, unknown>): ApiAnswer {
    if (command !== 'Typing' && command !== 'CancelTyping') return { errcode: 45072, errmsg: 'invalid command' }
    const open = this.conversation(touser)
    return open ? { errcode: 0, errmsg: 'ok' } : { errcode: 45080, errmsg: 'not in a conversation' }
  }

  /** customerServiceMessage.uploadTempMedia: a picture to be sent, kept for three days. */
  async uploadTempMedia({ type, media }: Record<string, unknown>): Promise<ApiAnswer> {
    if (type !== 'image') return { errcode: 40004, errmsg: 'invalid media type' }
    if (!isMedia(media)) return { errcode: 41005, errmsg: 'media data missing' }
    if (media.bytes.length > this.limits.mediaBytes) return { errcode: 40006, errmsg: 'invalid media size' }
    const id = traceId()
    const kept = { fileName: media.fileName, base64: media.bytes.toString('base64'), at: this.now() }
    await this.database.insert(MEDIA, [{ _id: id, ...kept }])
    return { errcode: 0, errmsg: 'ok', type, media_id: id, created_at: String(Math.floor(this.now() / 1000)) }
  }

  /** customerServiceMessage.getTempMedia */
  getTempMedia({ media_id: id }: Record<string, unknown>): ApiAnswer {
    const media = this.media(id)
    if (!media) return { errcode: 40007, errmsg: 'invalid media_id' }
    return { contentType: typeOf(media.fileName), bytes: Buffer.from(media.base64, 'base64') }
  }

  private media(id: unknown): Media | undefined {
    const media = isText(id) ? (this.database.get(MEDIA, id) as Media | undefined) : undefined
    return media && this.now() - media.at <= this.limits.mediaMs ? media : undefined
  }

  /** Uses up one answer, or tells why there is none. */
  private async take(openid: string): Promise<ApiAnswer | undefined> {
    const query = { _id: openid, until: { $gte: this.now() } }
    if ((await this.database.update(CONVERSATIONS, { ...query, left: { $gt: 0 } }, { $inc: { left: -1 } })) > 0) {
      return undefined
    }
    return this.conversation(openid)
      ? { errcode: 45047, errmsg: 'out of response count limit' }
      : { errcode: 45015, errmsg: 'response out of time limit or subscription is canceled' }
  }

  private conversation(openid: unknown): Conversation | undefined {
    const found = isText(openid) ? (this.database.get(CONVERSATIONS, openid) as Conversation | undefined) : undefined
    return found && found.until >= this.now() ? found : undefined
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const typeOf = (fileName: string): string => (/\.jpe?g$/i.test(fileName) ? 'image/jpeg' : 'image/png')
