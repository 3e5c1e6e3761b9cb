import { createHash } from 'node:crypto'
import { encode } from 'fast-png'
import { encode as encodeQr } from 'uqr'
import type { Database } from '../database/types'
import type { Limits } from '../limits/limits'
import type { ApiAnswer } from './wire'

export const CODES = '_codes'

const SMALLEST_WIDTH = 280
const LARGEST_WIDTH = 1280
const DEFAULT_WIDTH = 430
/** Quiet zone around the code, in modules; readers expect four. */
const BORDER = 4
const VERSIONS = ['release', 'trial', 'develop']

/**
 * wxacode.*. Every picture is a QR code of what WeChat would hand to the page, `path?query` or `page?scene=…`, black on
 * white (the real one is a round mini-program code in the colours asked for, which only WeChat reads).
 */
export class MiniProgramCodes {
  private minute = 0
  private made = 0

  /** @param pages those of the released mini-program; when they are not known, any page is taken to exist */
  constructor(
    private readonly database: Database,
    private readonly now: () => number,
    private readonly limits: Limits,
    private readonly pages?: readonly string[],
  ) {}

  /** wxacode.getUnlimited */
  getUnlimited(data: Record<string, unknown>): ApiAnswer {
    const { sceneLength, codesPerMinute } = this.limits
    const minute = Math.floor(this.now() / 60_000)
    if (minute !== this.minute) this.made = 0
    this.minute = minute
    if (++this.made > codesPerMinute) return { errcode: 45009, errmsg: 'reach max api minute frequence limit' }
    const { scene } = data
    if (typeof scene !== 'string' || scene === '' || scene.length > sceneLength) {
      return { errcode: 40169, errmsg: 'invalid length for scene, or the data is not json string' }
    }
    if (!/^[\w!#$&'()*+,/:;=?@\-.~]+$/.test(scene)) return { errcode: 40129, errmsg: 'invalid scene' }
    const page = String(data.page ?? this.pages?.[0] ?? 'pages/index/index')
    if (!this.exists(page, data.check_path)) return { errcode: 41030, errmsg: `invalid page: ${page}` }
    const wrong = wrongVersion(data)
    return wrong ?? picture(`${page}?scene=${encodeURIComponent(scene)}`, widthOf(data.width))
  }

  /** wxacode.get: for good, of any path with its parameters; all in all 100,000. */
  async get(data: Record<string, unknown>): Promise<ApiAnswer> {
    const { width = DEFAULT_WIDTH } = data
    const fits = typeof width === 'number' && width >= SMALLEST_WIDTH && width <= LARGEST_WIDTH
    const wrong = fits ? wrongVersion(data) : { errcode: 40189, errmsg: 'invalid width' }
    return wrong ?? (await this.permanent(data, this.limits.codePathBytes))
  }

  /** wxacode.createQRCode: as `get`, for shorter paths. */
  createQRCode(data: Record<string, unknown>): Promise<ApiAnswer> {
    return this.permanent(data, this.limits.qrCodePathBytes)
  }

  private async permanent({ path, width }: Record<string, unknown>, longest: number): Promise<ApiAnswer> {
    if (typeof path !== 'string' || path === '' || Buffer.byteLength(path) > longest) {
      return { errcode: 40159, errmsg: 'invalid length for path, or the data is not json string' }
    }
    const _id = createHash('sha256').update(path).digest('hex')
    if (!this.database.get(CODES, _id)) {
      if (this.database.count(CODES) >= this.limits.permanentCodes) {
        return { errcode: 45029, errmsg: 'qrcode count out of limit' }
      }
      await this.database.update(CODES, { _id }, { $set: { path, at: this.now() } }, { upsert: true })
    }
    return picture(path, widthOf(width))
  }

  /** Whether a code may lead there: no leading slash, no parameters, and a released page unless `check_path` is false. */
  private exists(page: string, checkPath: unknown): boolean {
    if (page.startsWith('/') || page.includes('?')) return false
    return checkPath === false || !this.pages || this.pages.includes(page)
  }
}

function wrongVersion({ env_version: version = 'release' }: Record<string, unknown>): ApiAnswer | undefined {
  return VERSIONS.includes(String(version)) ? undefined : { errcode: 40097, errmsg: 'invalid env_version' }
}

const widthOf = (width: unknown): number =>
  Math.min(Math.max(Math.floor(Number(width ?? DEFAULT_WIDTH)) || DEFAULT_WIDTH, SMALLEST_WIDTH), LARGEST_WIDTH)

const picture = (text: string, width: number): ApiAnswer => ({
  contentType: 'image/png',
  bytes: qrPicture(text, width),
})

/** A square PNG of a QR code, `width` pixels wide. */
export function qrPicture(text: string, width: number): Buffer {
  const { data: modules, size } = encodeQr(text, { ecc: 'M', border: BORDER })
  const pixels = new Uint8Array(width * width)
  for (let y = 0; y < width; y++) {
    const row = modules[Math.floor((y * size) / width)]
    for (let x = 0; x < width; x++) pixels[y * width + x] = row?.[Math.floor((x * size) / width)] ? 0 : 255
  }
  return Buffer.from(encode({ width, height: width, data: pixels, channels: 1, depth: 8 }))
}
