/** The little of protobuf that the open API needs: varints and length-delimited fields. */

export interface Field {
  number: number
  /** Varint fields. */
  value?: number
  /** Length-delimited fields. */
  bytes?: Buffer
}

/** Reads a message into its fields, in order. Throws on a wire type that is not used here. */
export function readMessage(bytes: Buffer): Field[] {
  const fields: Field[] = []
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]
      if (byte === undefined) throw new Error('protobuf: the message ends within a number')
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
  }
  while (at < bytes.length) {
    const tag = varint()
    const number = tag >>> 3
    if ((tag & 7) === 0) fields.push({ number, value: varint() })
    else if ((tag & 7) === 2) {
      const length = varint()
      fields.push({ number, bytes: bytes.subarray(at, at + length) })
      at += length
    } else throw new Error(`protobuf: wire type ${tag & 7} is not supported`)
  }
  return fields
}

export function varintField(number: number, value: number): Buffer {
  return Buffer.concat([varint(number << 3), varint(value)])
}

export function bytesField(number: number, bytes: Buffer | string): Buffer {
  const content = Buffer.from(bytes)
  return Buffer.concat([varint((number << 3) | 2), varint(content.length), content])
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
  return Buffer.from(bytes)
}
