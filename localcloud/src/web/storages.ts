import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Identity } from '../auth/auth'
import { HttpError, readJson } from '../server/http'
import { type FileStore, wrongPath } from '../storage/files'

const MISSING = { code: 'STORAGE_FILE_NONEXIST', message: 'no such file' }
const FORBIDDEN = { code: 'STORAGE_EXCEED_AUTHORITY', message: 'the file belongs to somebody else' }

/**
 * The web SDK's storage, under `/v1/storages/`, with the platform's default rule: whoever is signed in reads, only
 * who uploaded a file replaces or deletes it.
 */
export async function storageRoute(files: FileStore, identity: Identity, request: IncomingMessage, name: string) {
  const items = (await readJson(request)) as unknown
  if (!Array.isArray(items)) throw new HttpError(400, { code: 'INVALID_PARAM', message: 'expected a list' })
  const host = request.headers.host ?? ''
  switch (name) {
    case 'get-objects-upload-info':
      return items.map((item) => uploadInfo(files, identity, host, item))
    case 'get-objects-download-info':
      return items.map((item) => downloadInfo(files, host, item))
    case 'delete-objects':
      return await Promise.all(items.map((item) => remove(files, identity, item)))
    default:
      throw new HttpError(404, { code: 'NOT_FOUND', message: `${name} is not emulated` })
  }
}

function uploadInfo(files: FileStore, identity: Identity, host: string, item: { objectId?: unknown }) {
  const wrong = wrongPath(item.objectId)
  if (wrong) return { code: 'INVALID_PARAM', message: wrong }
  const path = item.objectId as string
  const present = files.get(path)
  if (present && present.owner !== identity.uid) return FORBIDDEN
  const token = files.uploadToken(path, identity.uid)
  const fileId = files.fileId(path)
  return {
    uploadUrl: `http://${host}/files/${encodeURIComponent(path).replaceAll('%2F', '/')}`,
    authorization: token,
    token,
    cloudObjectId: fileId,
    cloudObjectMeta: createHash('sha256').update(fileId).digest('hex'),
    downloadUrl: encodeURI(files.downloadUrl(host, path)),
  }
}

function downloadInfo(files: FileStore, host: string, item: { cloudObjectId?: unknown }) {
  const path = files.pathOf(item.cloudObjectId)
  if (path === undefined || !files.get(path)) return { cloudObjectId: item.cloudObjectId, ...MISSING }
  return { cloudObjectId: item.cloudObjectId, downloadUrl: encodeURI(files.downloadUrl(host, path)) }
}

async function remove(files: FileStore, identity: Identity, item: { cloudObjectId?: unknown }) {
  const path = files.pathOf(item.cloudObjectId)
  const present = path === undefined ? undefined : files.get(path)
  if (path === undefined || !present) return { cloudObjectId: item.cloudObjectId, ...MISSING }
  if (present.owner !== identity.uid) return { cloudObjectId: item.cloudObjectId, ...FORBIDDEN }
  await files.remove(path)
  return { cloudObjectId: item.cloudObjectId }
}
