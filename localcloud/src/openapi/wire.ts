import { bytesField, readMessage, varintField } from './protobuf'

/** What an API answers: JSON, or bytes of a type. */
export type ApiAnswer = Record<string, unknown> | { contentType: string; bytes: Buffer }

/** Arguments of an open API call (`CommApiData`): field 2 holds pairs of a snake-case key and a JSON value. */
export function readArguments(data: Buffer): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const openapiData of readMessage(data).filter((field) => field.number === 2)) {
    for (const pair of readMessage(openapiData.bytes ?? Buffer.alloc(0))) {
      const parts = readMessage(pair.bytes ?? Buffer.alloc(0))
      const key = parts.find((part) => part.number === 1)?.bytes?.toString()
      const value = parts.find((part) => part.number === 2)?.bytes?.toString()
      if (key !== undefined && value !== undefined) result[key] = JSON.parse(value)
    }
  }
  return result
}

/** The reply (`CommOpenApiResp`): 1 data, 2 content type, 3 error code, 4 HTTP status. */
export function writeAnswer(answer: ApiAnswer): Buffer {
  const isBytes = Buffer.isBuffer(answer.bytes)
  const bytes = isBytes ? (answer.bytes as Buffer) : Buffer.from(JSON.stringify(answer))
  const type = isBytes ? String(answer.contentType) : 'application/json'
  return Buffer.concat([bytesField(1, bytes), bytesField(2, type), varintField(3, 0), varintField(4, 200)])
}
