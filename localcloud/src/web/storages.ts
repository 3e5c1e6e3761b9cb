import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Identity } from '../auth/auth'
import { HttpError, readJson } from '../server/http'
import { ClientFiles } from '../storage/client'
import type { FileStore } from '../storage/files'

type Item = Record<string, unknown>

interface Request {
  files: FileStore
  mine: ClientFiles
  identity: Identity
  host: string
}

/** What the web SDK asks for, an item at a time; an item that fails has a `code`. */
const ACTIONS: Record<string, (request: Request, item: Item) => object | Promise<object>> = {
  'get-objects-upload-info': uploadInfo,
  'get-objects-download-info': downloadInfo,
  'delete-objects': async ({ mine }, { cloudObjectId }) => ({ cloudObjectId, ...(await mine.remove(cloudObjectId)) }),
  'copy-objects': async ({ files, mine }, item) => {
    const refused = await mine.copy(item.srcPath, item.dstPath, {
      overwrite: item.overwrite !== false,
      move: item.removeOriginal === true,
    })
    return refused ?? { cloudObjectId: files.fileId(String(item.dstPath)) }
  },
}

/** The web SDK's storage, under `/v1/storages/`, with the platform's default rule (see ClientFiles). */
export async function storageRoute(files: FileStore, identity: Identity, request: IncomingMessage, name: string) {
  const items = (await readJson(request)) as unknown
  if (!Array.isArray(items)) throw new HttpError(400, { code: 'INVALID_PARAM', message: 'expected a list' })
  return await storageItems(files, identity, request.headers.host ?? '', name, items)
}

/** Answers a list of items, each by itself. @throws HttpError 404 for an action there is not */
export async function storageItems(files: FileStore, identity: Identity, host: string, name: string, items: unknown[]) {
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined
  if (!action) throw new HttpError(404, { code: 'NOT_FOUND', message: `${name} is not emulated` })
  const { filesPerRequest: most } = files.limits
  if (items.length > most) throw new HttpError(400, { code: 'INVALID_PARAM', message: `at most ${most} files at once` })
  const asked = { files, mine: new ClientFiles(files, identity.uid), identity, host }
  return (await Promise.all(items.map((item) => action(asked, (item ?? {}) as Item)))) as Item[]
}

function uploadInfo({ files, mine, identity, host }: Request, { objectId }: Item): object {
  const refused = mine.refused(objectId)
  if (refused) return refused
  const path = objectId as string
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

function downloadInfo({ mine, host }: Request, { cloudObjectId }: Item): object {
  const { url, ...refused } = mine.link(host, cloudObjectId)
  return { cloudObjectId, ...(url === undefined ? refused : { downloadUrl: url }) }
}
