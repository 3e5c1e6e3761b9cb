/** Reads the named parts of a multipart/form-data body. Values stay bytes: some are binary. */
export function parseMultipart(body: Buffer, contentType: string): Map<string, Buffer> {
  const parts = new Map<string, Buffer>()
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (!boundary) return parts
  const mark = Buffer.from(`--${boundary}`)
  let start = body.indexOf(mark)
  while (start >= 0) {
    const from = start + mark.length
    const next = body.indexOf(mark, from)
    if (next < 0) break
    // A part is CRLF, headers, empty line, content, CRLF.
    const part = body.subarray(from + 2, next - 2)
    const split = part.indexOf('\r\n\r\n')
    const name = /name="([^"]*)"/i.exec(part.subarray(0, Math.max(split, 0)).toString())?.[1]
    if (name !== undefined && split >= 0) parts.set(name, part.subarray(split + 4))
    start = next
  }
  return parts
}
