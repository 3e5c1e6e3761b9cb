import { type FileStore, wrongPath } from './files'

const MISSING = { code: 'STORAGE_FILE_NONEXIST', message: 'no such file' }
const FORBIDDEN = { code: 'STORAGE_EXCEED_AUTHORITY', message: 'the file belongs to somebody else' }

/** A refusal of one file, with the platform's code. */
export class FileError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/**
 * Files as one client sees them, by the platform's default rule: everybody reads, only who uploaded a file replaces or
 * deletes it.
 */
export class ClientFiles {
  constructor(
    private readonly files: FileStore,
    /** uid, or openid of somebody without one. */
    private readonly owner: string,
  ) {}

  /** Why the client may not write to a path, or undefined. */
  refused(path: unknown): { code: string; message: string } | undefined {
    const wrong = wrongPath(path)
    if (wrong) return { code: 'INVALID_PARAM', message: wrong }
    const present = this.files.get(path as string)
    return present && present.owner !== this.owner ? FORBIDDEN : undefined
  }

  /** Resolves with the file id once the content is durable. Rejects with FileError. */
  async upload(path: string, content: Buffer, contentType = 'application/octet-stream'): Promise<string> {
    const refused = this.refused(path)
    if (refused) throw new FileError(refused.code, refused.message)
    await this.files.put(path, content, contentType, this.owner)
    return this.files.fileId(path)
  }

  link(host: string, fileId: string, maxAgeS?: number) {
    const path = this.files.pathOf(fileId)
    if (path === undefined || !this.files.get(path))
      return { status: -503003, errMsg: MISSING.message, tempFileURL: '' }
    return { status: 0, errMsg: 'ok', tempFileURL: encodeURI(this.files.downloadUrl(host, path, maxAgeS)) }
  }

  async remove(fileId: string): Promise<{ status: number; errMsg: string }> {
    const path = this.files.pathOf(fileId)
    const present = path === undefined ? undefined : this.files.get(path)
    if (path === undefined || !present) return { status: -503003, errMsg: MISSING.message }
    if (present.owner !== this.owner) return { status: -503002, errMsg: FORBIDDEN.message }
    await this.files.remove(path)
    return { status: 0, errMsg: 'ok' }
  }
}
