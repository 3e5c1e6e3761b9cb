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
        return await each('download_list', body.file_list, (file) => this.download(file, host))
      case 'storage.batchDeleteFile':
        return await each('delete_list', body.fileid_list, (id) => this.remove(id))
      case 'storage.batchCopyFile':
        return await each('copy_list', body.file_list, (file) => this.copy(file as CopyRequest))
      case 'storage.getFileAuthority':
        return { data: list(body.fileList).map((file) => this.authority(file as { path?: unknown })) }
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
    return { data: { url, token, authorization: token, fileId, cosFileId: cosFileId(fileId) } }
  }

  private download(file: unknown, host: string): WireReply {
    const { fileid, max_age: maxAge } = (file ?? {}) as { fileid?: unknown; max_age?: number }
    const path = this.files.pathOf(fileid)
    if (path === undefined || !this.files.get(path)) {
      // The SDKs' downloadFile fails with the message.
      return { code: MISSING, message: 'storage file not exists', fileID: fileid, fileid, tempFileURL: '' }
    }
    const url = this.files.downloadUrl(host, path, maxAge)
    return { code: 'SUCCESS', fileid, fileID: fileid, tempFileURL: url, maxAge: maxAge ?? DEFAULT_URL_AGE_S }
  }

  private async remove(fileID: unknown): Promise<WireReply> {
    const path = this.files.pathOf(fileID)
    const removed = path !== undefined && (await this.files.remove(path))
    return { code: removed ? 'SUCCESS' : MISSING, fileID }
  }

  /** Functions may copy and move every file. */
  private async copy({ src_path: from, dst_path: to, overwrite, remove_original: move }: CopyRequest) {
    const wrong = wrongPath(to, this.files.limits)
    if (wrong) return { code: 'INVALID_PARAM', message: wrong }
    const source = typeof from === 'string' ? this.files.get(from) : undefined
    if (!source) return { code: MISSING, message: 'no such file' }
    const path = to as string
    if (overwrite === false && this.files.get(path)) {
      return { code: 'STORAGE_FILE_EXIST', message: 'there is a file at the path already' }
    }
    const content = (await this.files.read(source._id)) ?? Buffer.alloc(0)
    await this.files.put(path, content, source.contentType, source.owner)
    if (move === true && path !== source._id) await this.files.remove(source._id)
    return { code: 'SUCCESS', fileId: this.files.fileId(path), fileID: this.files.fileId(path) }
  }

  /** By the default rule everybody reads. */
  private authority({ path }: { path?: unknown }) {
    return {
      path,
      cosFileId: cosFileId(String(path)),
      read: this.files.get(this.files.pathOf(path) ?? '') !== undefined,
    }
  }
}

interface CopyRequest {
  src_path?: unknown
  dst_path?: unknown
  overwrite?: unknown
  remove_original?: unknown
}

/** What COS calls a file: an opaque name that clients hand back. */
const cosFileId = (fileId: string): string => createHash('sha256').update(fileId).digest('hex')

/** One answer for each file of a request. */
async function each(name: string, files: unknown, answer: (file: unknown) => object | Promise<object>) {
  return { data: { [name]: await Promise.all(list(files).map(answer)) } }
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
