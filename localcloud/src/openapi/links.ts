import { randomBytes } from 'node:crypto'
import type { Database } from '../database/types'
import { APP_ID } from '../functions/caller'
import type { Limits } from '../limits/limits'
import type { ApiAnswer } from './wire'

export const LINKS = '_links'
const DAY_S = 86_400
/** 失效时间: `expire_time`; 失效间隔天数: `expire_interval`. */
const AT = 0
const AFTER = 1
const FOREVER = 0

interface Link extends Record<string, unknown> {
  _id: string
  path: string
  query: string
  env_version: string
  create_time: number
  expire_time: number
}

/** URL schemes and URL links into the mini-program (`urlscheme.*`, `urllink.*`); times are in seconds. */
export class Links {
  /** @param pages those of the released mini-program; when they are not known, any page is taken to exist */
  constructor(
    private readonly database: Database,
    private readonly now: () => number,
    private readonly limits: Limits,
    private readonly pages?: readonly string[],
  ) {}

  async generateScheme({ jump_wxa: target = {}, ...expiry }: Record<string, unknown>): Promise<ApiAnswer> {
    const made = await this.make('weixin://dl/business/?t=', target as Record<string, unknown>, expiry)
    return 'errcode' in made ? made : { errcode: 0, errmsg: 'ok', openlink: made._id }
  }

  async generateLink(data: Record<string, unknown>): Promise<ApiAnswer> {
    const made = await this.make('https://wxaurl.cn/', data, data)
    return 'errcode' in made ? made : { errcode: 0, errmsg: 'ok', url_link: made._id }
  }

  queryScheme({ scheme }: Record<string, unknown>): ApiAnswer {
    const info = this.info(scheme)
    return info ? { errcode: 0, errmsg: 'ok', scheme_info: info, visit_openid: '' } : UNKNOWN
  }

  queryLink({ url_link: link }: Record<string, unknown>): ApiAnswer {
    const info = this.info(link)
    return info ? { errcode: 0, errmsg: 'ok', url_link_info: info, visit_openid: '' } : UNKNOWN
  }

  private async make(
    prefix: string,
    target: Record<string, unknown>,
    expiry: Record<string, unknown>,
  ): Promise<Link | { errcode: number; errmsg: string }> {
    const { path = '', query = '', env_version: version = 'release' } = target
    if (!this.leadsSomewhere(path)) return { errcode: 40165, errmsg: 'invalid weapp pagepath' }
    if (typeof query !== 'string' || !QUERY.test(query) || query.length > this.limits.linkQueryLength) {
      return { errcode: 40212, errmsg: 'invalid query' }
    }
    if (!VERSIONS.includes(String(version))) return { errcode: 85402, errmsg: 'invalid env_version' }
    const expires = this.expiry(expiry)
    if (expires === undefined) return { errcode: 85401, errmsg: 'time limit between 1min and 30days' }
    const _id = prefix + randomBytes(8).toString('base64url')
    const created = Math.floor(this.now() / 1000)
    const link = { _id, path: path as string, query, env_version: String(version), create_time: created }
    const made = { ...link, expire_time: expires }
    await this.database.insert(LINKS, [made])
    return made
  }

  /** No page is the first page; parameters belong into `query`. */
  private leadsSomewhere(path: unknown): boolean {
    if (typeof path !== 'string' || path.includes('?')) return false
    return path === '' || !this.pages || this.pages.includes(path.replace(/^\//, ''))
  }

  /** When it lapses, s; undefined when that is too soon or too late. Without a word about it: as late as it may be. */
  private expiry({ expire_type: type = AT, expire_time: at, expire_interval: days }: Record<string, unknown>) {
    const now = this.now() / 1000
    const latest = now + this.limits.linkDays * DAY_S
    if (type === AFTER) {
      const counts = Number.isInteger(days) && (days as number) >= 1 && (days as number) <= this.limits.linkDays
      return counts ? Math.floor(now) + (days as number) * DAY_S : undefined
    }
    if (type !== AT) return undefined
    if (at === undefined) return Number.isFinite(latest) ? Math.floor(latest) : FOREVER
    // A minute, less what is lost by cutting to seconds.
    return typeof at === 'number' && at > now + 58 && at <= latest ? at : undefined
  }

  private info(id: unknown): Record<string, unknown> | undefined {
    const link = typeof id === 'string' ? (this.database.get(LINKS, id) as Link | undefined) : undefined
    if (!link || (link.expire_time !== FOREVER && link.expire_time * 1000 < this.now())) return undefined
    const { _id, ...info } = link
    return { appid: APP_ID, ...info }
  }
}

const QUERY = /^[\w!#$&'()*+,/:;=?@\-.~%]*$/
const VERSIONS = ['release', 'trial', 'develop']
const UNKNOWN: ApiAnswer = { errcode: 85403, errmsg: 'link does not exist' }
