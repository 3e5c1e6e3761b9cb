import type { Document } from '../../database/types'

type Item = Record<string, unknown>

/** Answers a list of items as the REST interface does (see storageItems). */
type Ask = (name: string, items: Item[]) => Promise<Item[]>

/**
 * What the web SDK's storage sends with `endPointMode: 'CLOUD_API'`: the REST interface in other words, those of the
 * server SDKs.
 */
const ANSWERS: Record<string, (ask: Ask, body: Document) => Promise<Document>> = {
  async getUploadMetadata(ask, { path }) {
    const [info = {}] = await ask('get-objects-upload-info', [{ objectId: path }])
    const { uploadUrl: url, token, authorization, cloudObjectId: fileId, cloudObjectMeta: cosFileId } = info
    const { code, message, downloadUrl: download_url } = info
    return code === undefined
      ? { data: { url, token, authorization, fileId, cosFileId, download_url } }
      : { code, message }
  },
  async batchGetDownloadUrl(ask, { file_list: files }) {
    const found = await ask(
      'get-objects-download-info',
      list(files).map(({ fileid }) => ({ cloudObjectId: fileid })),
    )
    return {
      data: { download_list: found.map(({ downloadUrl: url, ...item }) => ({ ...named(item), ...linked(url) })) },
    }
  },
  async batchDeleteFile(ask, { fileid_list: ids }) {
    const items = Array.isArray(ids) ? ids.map((cloudObjectId) => ({ cloudObjectId })) : []
    return { data: { delete_list: (await ask('delete-objects', items)).map(named) } }
  },
  async batchCopyFile(ask, { file_list: files }) {
    const items = list(files).map(
      ({ src_path: srcPath, dst_path: dstPath, overwrite, remove_original: removeOriginal }) => ({
        ...{ srcPath, dstPath, overwrite, removeOriginal },
      }),
    )
    return { data: { copy_list: (await ask('copy-objects', items)).map(named) } }
  },
}

/** @returns `{data}` or `{code, message}` */
export async function storageAction(ask: Ask, action: string, body: Document): Promise<Document> {
  const answer = Object.hasOwn(ANSWERS, action) ? ANSWERS[action] : undefined
  return (await answer?.(ask, body)) ?? { code: 'INVALID_PARAM', message: `action storage.${action} is not emulated` }
}

const list = (value: unknown): Item[] => (Array.isArray(value) ? value : [])
const named = ({ code = 'SUCCESS', cloudObjectId, ...more }: Item) => ({
  ...{ code, fileID: cloudObjectId, fileid: cloudObjectId },
  ...more,
})
const linked = (url: unknown) => (url === undefined ? {} : { tempFileURL: url, download_url: url })
