import { encode } from 'fast-png'
import { encode as encodeQr } from 'uqr'
import type { Limits } from '../limits/limits'
import type { ApiAnswer } from './wire'

const SMALLEST_WIDTH = 280
const LARGEST_WIDTH = 1280
const DEFAULT_WIDTH = 430
/** Quiet zone around the code, in modules; readers expect four. */
const BORDER = 4

/**
 * wxacode.getUnlimited. The picture is a QR code of `page?scene=…` (the real one is a round mini-program code that
 * only WeChat reads): whoever scans it gets what WeChat would hand to the page.
 */
export class UnlimitedCodes {
  private minute = 0
  private made = 0

  /** @param pages those of the released mini-program; when they are not known, any page is taken to exist */
  constructor(
    private readonly now: () => number,
    private readonly limits: Limits,
    private readonly pages?: readonly string[],
  ) {}

  make(data: Record<string, unknown>): ApiAnswer {
    const { sceneLength, codesPerMinute } = this.limits
    const minute = Math.floor(this.now() / 60_000)
    if (minute !== this.minute) this.made = 0
    this.minute = minute
    if (++this.made > codesPerMinute) return { errcode: 45009, errmsg: 'reach max api minute frequence limit' }
    const { scene } = data
    if (typeof scene !== 'string' || !/^[\w!#$&'()*+,/:;=?@\-.~]+$/.test(scene) || scene.length > sceneLength) {
      return { errcode: 40129, errmsg: `invalid scene: 1 to ${sceneLength} visible characters, no %` }
    }
    const page = String(data.page ?? this.pages?.[0] ?? 'pages/index/index')
    if (!this.exists(page, data.check_path)) return { errcode: 41030, errmsg: `invalid page: ${page}` }
    const width = Math.min(Math.max(Number(data.width ?? DEFAULT_WIDTH), SMALLEST_WIDTH), LARGEST_WIDTH)
    return { contentType: 'image/png', bytes: qrPicture(`${page}?scene=${encodeURIComponent(scene)}`, width) }
  }

  /** Whether a code may lead there: no leading slash, no parameters, and a released page unless `check_path` is false. */
  private exists(page: string, checkPath: unknown): boolean {
    if (page.startsWith('/') || page.includes('?')) return false
    return checkPath === false || !this.pages || this.pages.includes(page)
  }
}

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
