import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Faults } from '../faults/faults'
import { meetRequest } from '../faults/requests'
import { HttpError, readBody } from '../server/http'
import type { FileStore } from './files'

/** `PUT /files/<path>` with an upload token, `GET /files/<path>` with a signature. */
export async function serveFile(
  files: FileStore,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const path = decodeURIComponent(url.pathname.slice('/files/'.length))
  if (faults.active) {
    const met = await meetRequest(
      faults,
      { at: request.method === 'PUT' ? 'files.put' : 'files.get', name: path },
      response,
    )
    if (met === 'gone') return
    if (met !== 'go on') throw new HttpError(500, { code: met.code, message: met.message })
  }
  if (request.method === 'PUT') await upload(files, path, request, response)
  else if (request.method === 'GET' || request.method === 'HEAD') await download(files, path, request, response, url)
  else throw new HttpError(405, { code: 'METHOD_NOT_ALLOWED', message: 'files are read with GET and written with PUT' })
}

async function upload(files: FileStore, path: string, request: IncomingMessage, response: ServerResponse) {
  const body = await readBody(request)
  const owner = files.checkUpload(path, String(request.headers.authorization ?? ''))
  // Leave is given for a path: somebody else may have come to own it since.
  const present = files.get(path)
  const isTaken = owner !== '' && present !== undefined && present.owner !== owner
  if (owner === undefined || isTaken) {
    response.writeHead(403, { 'Content-Type': 'application/xml' })
    response.end(
      '<?xml version="1.0" encoding="utf-8"?><Error><Code>AccessDenied</Code><Message>bad upload token</Message>' +
        '<RequestId>local</RequestId><TraceId>local</TraceId></Error>',
    )
    return
  }
  await files.put(path, body, contentType(request, path), owner || undefined)
  response.writeHead(200, { 'Content-Length': 0 })
  response.end()
}

async function download(files: FileStore, path: string, request: IncomingMessage, response: ServerResponse, url: URL) {
  const until = Number(url.searchParams.get('t'))
  if (!files.checkDownload(path, url.searchParams.get('sign') ?? '', until)) {
    throw new HttpError(403, { code: 'STORAGE_EXCEED_AUTHORITY', message: 'the link is not valid or has expired' })
  }
  const content = await files.read(path)
  if (!content) throw new HttpError(404, { code: 'STORAGE_FILE_NONEXIST', message: 'no such file' })
  response.writeHead(200, {
    'Content-Type': files.get(path)?.contentType ?? 'application/octet-stream',
    'Content-Length': content.length,
    // Uploaded by anybody: a browser must not take it for a page of this server.
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(request.method === 'HEAD' ? undefined : content)
}

const TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
}

function contentType(request: IncomingMessage, path: string): string {
  const given = request.headers['content-type']
  if (given && !given.startsWith('application/octet-stream')) return given
  return TYPES[path.split('.').pop()?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}
