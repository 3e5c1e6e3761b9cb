import { createHash } from 'node:crypto'
import type { WireReply, WireRequest } from '../database/types'
import { DEFAULT_URL_AGE_S, type FileStore, wrongPath } from './files'

const MISSING = 'STORAGE_FILE_NONEXIST'

/** `storage.*` actions of the server SDKs. */
export class AdminStorage {
  constructor(private readonly files: FileStore) {}

  /** @param host where clients of the calling function reach this server; URLs are made with it. */
  async handle(body: WireRequest, host: string): Promise<WireReply> {
    const { filesPerRequest: most } = this.files.limits
    if (list(body.file_list).length > most || list(body.fileid_list).length > most) {
      return { code: 'INVALID_PARAM', message: `at most ${most} files at once` }
    }
    switch (body.action) {
      case 'storage.getUploadMetadata':
        return this.uploadMetadata(body.path, host)
      case 'storage.batchGetDownloadUrl':
        return { data: { download_list: list(body.file_list).map((file) => this.download(file, host)) } }
      case 'storage.batchDeleteFile':
        return { data: { delete_list: await Promise.all(list(body.fileid_list).map((id) => this.remove(id))) } }
      default:
        return { code: 'INVALID_PARAM', message: `action ${body.action} is not emulated` }
    }
  }

  private uploadMetadata(path: unknown, host: string): WireReply {
    const wrong = wrongPath(path, this.files.limits)
    if (wrong) return { code: 'INVALID_PARAM', message: wrong }
    const name = path as string
    const token = this.files.uploadToken(name)
    const fileId = this.files.fileId(name)
    const url = `http://${host}/files/${encodeURIComponent(name).replaceAll('%2F', '/')}`
    return {
      data: { url, token, authorization: token, fileId, cosFileId: createHash('sha256').update(fileId).digest('hex') },
    }
  }

  private download(file: unknown, host: string): WireReply {
    const { fileid, max_age: maxAge } = (file ?? {}) as { fileid?: unknown; max_age?: number }
    const path = this.files.pathOf(fileid)
    if (path === undefined || !this.files.get(path)) return { code: MISSING, fileID: fileid, fileid, tempFileURL: '' }
    const url = this.files.downloadUrl(host, path, maxAge)
    return { code: 'SUCCESS', fileid, fileID: fileid, tempFileURL: url, maxAge: maxAge ?? DEFAULT_URL_AGE_S }
  }

  private async remove(fileID: unknown): Promise<WireReply> {
    const path = this.files.pathOf(fileID)
    const removed = path !== undefined && (await this.files.remove(path))
    return { code: removed ? 'SUCCESS' : MISSING, fileID }
  }
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
