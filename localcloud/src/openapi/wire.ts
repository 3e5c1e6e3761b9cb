import { randomBytes } from 'node:crypto'
import { bytesField, readMessage, varintField } from './protobuf'

/** What an API answers: JSON, or bytes of a type. */
export type ApiAnswer = Record<string, unknown> | { contentType: string; bytes: Buffer }

/** A file among the arguments. Its type is in the name: the SDK drops the content type on the way. */
export interface WxMedia {
  fileName: string
  bytes: Buffer
}

/** Whether an argument is a file, as the SDK sends `{ contentType, value: Buffer }`. */
export function isMedia(value: unknown): value is WxMedia {
  return typeof value === 'object' && value !== null && Buffer.isBuffer((value as Partial<WxMedia>).bytes)
}

/** An id in the shape of WeChat's `rid` and `trace_id`. */
export const traceId = (): string => (randomBytes(12).toString('hex').match(/.{8}/g) as string[]).join('-')

/**
 * Arguments of an open API call (`CommApiData`): field 2 holds pairs of a snake-case key and a JSON value, or the bytes
 * of a file with its name.
 */
export function readArguments(data: Buffer): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const openapiData of readMessage(data).filter((field) => field.number === 2)) {
    for (const pair of readMessage(openapiData.bytes ?? Buffer.alloc(0))) {
      const parts = readMessage(pair.bytes ?? Buffer.alloc(0))
      const key = parts.find((part) => part.number === 1)?.bytes?.toString()
      const value = parts.find((part) => part.number === 2)?.bytes
      const fileName = parts.find((part) => part.number === 4)?.bytes?.toString()
      if (key === undefined || value === undefined) continue
      result[key] = fileName ? { fileName, bytes: value } : JSON.parse(value.toString())
    }
  }
  return result
}

/** The reply (`CommOpenApiResp`): 1 data, 2 content type, 3 error code, 4 HTTP status. */
export function writeAnswer(answer: ApiAnswer): Buffer {
  const isBytes = Buffer.isBuffer(answer.bytes)
  const bytes = isBytes ? (answer.bytes as Buffer) : Buffer.from(JSON.stringify(withRid(answer)))
  return writeBytes(bytes, isBytes ? String(answer.contentType) : 'application/json')
}

/** The same for bytes of any kind. */
export function writeBytes(bytes: Buffer, type: string): Buffer {
  return Buffer.concat([bytesField(1, bytes), bytesField(2, type), varintField(3, 0), varintField(4, 200)])
}

/** Every failure of WeChat says its request at the end of the message: nobody should match on the whole of it. */
export function withRid(answer: ApiAnswer): ApiAnswer {
  const failed = 'errcode' in answer && answer.errcode !== 0
  return failed ? { ...answer, errmsg: `${String(answer.errmsg)} rid: ${traceId()}` } : answer
}
