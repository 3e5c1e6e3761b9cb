import type { Database } from '../database/types'
import type { Limits } from '../limits/limits'
import { type ApiAnswer, isMedia, traceId } from './wire'

export const RISKY = '_risky_words'

/** The texts that the documentation of msgSecCheck 1.0 gives as an example of what is refused. */
const ALWAYS_RISKY = ['特3456书yuuo莞6543李zxcz蒜7782法fgnv级', '完2347全dfji试3726测asad感3847知qwez到']
const PASS = 100
/** 其他 */
const OTHER = 21000
const IMAGES = /\.(png|jpe?g|gif)$/i

/** Whether texts and pictures are fit to publish: what holds one of the risky words is not. */
export class ContentSecurity {
  constructor(
    private readonly database: Database,
    private readonly limits: Limits,
  ) {}

  /** From now on these words are found risky, and no others. */
  async setRisky(words: string[]): Promise<void> {
    await this.database.remove(RISKY, {})
    if (words.length > 0)
      await this.database.insert(
        RISKY,
        [...new Set(words)].map((word) => ({ _id: word })),
      )
  }

  /** security.msgSecCheck: without a version as 1.0 (87014 when risky), with `version: 2` a verdict in the answer. */
  msgSecCheck(data: Record<string, unknown>): ApiAnswer {
    const { content, title, nickname, signature, version = 1 } = data
    if (typeof content !== 'string' || content === '') return { errcode: 44002, errmsg: 'empty post data' }
    if (version === 1) {
      if (Buffer.byteLength(content) > this.limits.checkTextBytes) return TOO_LONG
      return this.found(content) === undefined ? { errcode: 0, errmsg: 'ok' } : RISKY_CONTENT
    }
    const wrong = wrongCaller(data)
    if (wrong) return wrong
    if ([...content].length > this.limits.checkTextLength) return TOO_LONG
    const keyword = this.found([content, title, nickname, signature].filter(isText).join('\n'))
    const verdict = { suggest: keyword === undefined ? 'pass' : 'risky', label: keyword === undefined ? PASS : OTHER }
    const detail: object[] = [{ strategy: 'content_model', errcode: 0, ...verdict, prob: 90 }]
    if (keyword !== undefined) detail.push({ strategy: 'keyword', errcode: 0, ...verdict, level: 90, keyword })
    return { errcode: 0, errmsg: 'ok', detail, trace_id: traceId(), result: verdict }
  }

  /** security.imgSecCheck: a picture with a risky word among its bytes is refused. */
  imgSecCheck({ media }: Record<string, unknown>): ApiAnswer {
    if (!isMedia(media)) return { errcode: 41005, errmsg: 'media data missing' }
    if (!IMAGES.test(media.fileName)) return { errcode: 40005, errmsg: 'invalid file type' }
    if (media.bytes.length > this.limits.checkImageBytes) return { errcode: 40006, errmsg: 'invalid media size' }
    return this.found(media.bytes) === undefined ? { errcode: 0, errmsg: 'ok' } : RISKY_CONTENT
  }

  /** security.mediaCheckAsync: accepted; nobody here listens for the verdict that would be pushed later. */
  mediaCheckAsync(data: Record<string, unknown>): ApiAnswer {
    const { media_url: url, media_type: type, version = 1 } = data
    if (!isText(url) || !/^https?:\/\//.test(url)) return { errcode: 44002, errmsg: 'media_url must be an http(s) url' }
    if (type !== 1 && type !== 2) return { errcode: 40004, errmsg: 'invalid media type' }
    const wrong = version === 1 ? undefined : wrongCaller(data)
    return wrong ?? { errcode: 0, errmsg: 'ok', trace_id: traceId() }
  }

  private found(content: string | Buffer): string | undefined {
    const words = this.database.find(RISKY).map(({ _id }) => String(_id))
    return [...ALWAYS_RISKY, ...words].find((word) => content.includes(word))
  }
}

const RISKY_CONTENT: ApiAnswer = { errcode: 87014, errmsg: 'risky content' }
/** 45002 is WeChat's general code for contents that are too long; these APIs name none of their own. */
const TOO_LONG: ApiAnswer = { errcode: 45002, errmsg: 'content size out of limit' }

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** What versions 2.0 ask for besides. */
function wrongCaller({ version, openid, scene }: Record<string, unknown>): ApiAnswer | undefined {
  if (version !== 2) return { errcode: 47001, errmsg: 'data format error: version must be 2' }
  if (!isText(openid)) return { errcode: 40003, errmsg: 'invalid openid' }
  // 1 资料, 2 评论, 3 论坛, 4 社交日志
  if (![1, 2, 3, 4].includes(scene as number)) return { errcode: 40129, errmsg: 'invalid scene' }
  return undefined
}
