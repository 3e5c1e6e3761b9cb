import { encode } from 'fast-png'
import { encode as encodeQr } from 'uqr'
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
export function getUnlimitedCode(data: Record<string, unknown>): ApiAnswer {
  const { scene } = data
  if (typeof scene !== 'string' || !/^[\w!#$&'()*+,/:;=?@\-.~]{1,32}$/.test(scene)) {
    return { errcode: 40129, errmsg: 'invalid scene: 1 to 32 visible characters, no %' }
  }
  const page = String(data.page ?? 'pages/index/index')
  if (page.startsWith('/') || page.includes('?')) return { errcode: 41030, errmsg: 'invalid page' }
  const width = Math.min(Math.max(Number(data.width ?? DEFAULT_WIDTH), SMALLEST_WIDTH), LARGEST_WIDTH)
  return { contentType: 'image/png', bytes: qrPicture(`${page}?scene=${encodeURIComponent(scene)}`, width) }
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
