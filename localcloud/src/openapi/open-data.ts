import { randomBytes } from 'node:crypto'
import type { Database } from '../database/types'
import { APP_ID } from '../functions/caller'
import type { Limits } from '../limits/limits'
import { bytesField, readMessage } from './protobuf'
import { type ApiAnswer, writeBytes } from './wire'

export const OPEN_DATA = '_open_data'

interface Shared {
  data: Record<string, unknown>
  at: number
}

/** Open data (steps, a group, an address …) behind the cloud ids that `wx.getWeRunData` and others hand out. */
export class OpenData {
  constructor(
    private readonly database: Database,
    private readonly now: () => number,
    private readonly limits: Limits,
  ) {}

  /** A person shares data: resolves with the cloud id, which is good for five minutes. */
  async share(data: Record<string, unknown>): Promise<string> {
    const id = `27_${randomBytes(32).toString('base64url')}`
    await this.database.insert(OPEN_DATA, [{ _id: id, data, at: this.now() }])
    return id
  }

  /** What a function sees in place of a cloud id. */
  seen(cloudID: string): Record<string, unknown> {
    const shared = this.database.get(OPEN_DATA, cloudID) as Shared | undefined
    if (!shared || this.now() - shared.at > this.limits.cloudIdMs) {
      return { cloudID, errCode: -601006, errMsg: 'cloudID not found.' }
    }
    const watermark = { timestamp: Math.floor(shared.at / 1000), appid: APP_ID }
    return { cloudID, data: { ...shared.data, watermark } }
  }

  /** openapi.cloudbase.getOpenData */
  getOpenData({ cloudid_list: ids }: Record<string, unknown>): ApiAnswer {
    if (!Array.isArray(ids)) return { errcode: 47001, errmsg: 'data format error: cloudid_list' }
    return {
      errcode: 0,
      errmsg: 'ok',
      data_list: ids.map((id) => ({ cloud_id: String(id), json: JSON.stringify(this.seen(String(id))) })),
    }
  }

  /** `cloud.getOpenData`: CommApiData.svrkitData.reqData (4.2) holds the ids (2); the reply pairs of id and JSON. */
  handle(data: Buffer): Buffer {
    const ids = inner(inner([data], 4), 2).flatMap((request) => inner([request], 2))
    const items = ids.map((id) => {
      const text = id.toString()
      return bytesField(1, Buffer.concat([bytesField(1, text), bytesField(2, JSON.stringify(this.seen(text)))]))
    })
    return writeBytes(Buffer.concat(items), 'application/octet-stream')
  }
}

/** The contents of the fields of a number in all these messages. */
const inner = (messages: Buffer[], number: number): Buffer[] =>
  messages.flatMap((message) =>
    readMessage(message)
      .filter((field) => field.number === number)
      .flatMap(({ bytes }) => bytes ?? []),
  )
