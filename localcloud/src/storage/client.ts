import { type FileStore, wrongPath } from './files'

/** Why one file was refused, with the platform's code. */
export interface FileRefusal {
  code: string
  message: string
}

const MISSING: FileRefusal = { code: 'STORAGE_FILE_NONEXIST', message: 'no such file' }
const FORBIDDEN: FileRefusal = { code: 'STORAGE_EXCEED_AUTHORITY', message: 'the file belongs to somebody else' }
const PRESENT: FileRefusal = { code: 'STORAGE_FILE_EXIST', message: 'there is a file at the path already' }

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
  refused(path: unknown): FileRefusal | undefined {
    const wrong = wrongPath(path, this.files.limits)
    if (wrong) return { code: 'INVALID_PARAM', message: wrong }
    const present = this.files.get(path as string)
    return present && present.owner !== this.owner ? FORBIDDEN : undefined
  }

  /** Keeps a file; durable when it resolves. Resolves with why not, or undefined. */
  async upload(
    path: string,
    content: Buffer,
    contentType = 'application/octet-stream',
  ): Promise<FileRefusal | undefined> {
    const refused = this.refused(path)
    if (!refused) await this.files.put(path, content, contentType, this.owner)
    return refused
  }

  /** A link to read a file with, good for `maxAgeS` seconds, or why there is none. */
  link(host: string, fileId: unknown, maxAgeS?: number): { url: string } | (FileRefusal & { url?: undefined }) {
    const path = this.files.pathOf(fileId)
    if (path === undefined || !this.files.get(path)) return MISSING
    return { url: encodeURI(this.files.downloadUrl(host, path, maxAgeS)) }
  }

  /** Deletes a file. Resolves with why not, or undefined. */
  async remove(fileId: unknown): Promise<FileRefusal | undefined> {
    const path = this.files.pathOf(fileId)
    const present = path === undefined ? undefined : this.files.get(path)
    if (path === undefined || !present) return MISSING
    if (present.owner !== this.owner) return FORBIDDEN
    return (await this.files.remove(path)) ? undefined : MISSING
  }

  /** Copies a file to another path, or moves it there. Resolves with why not, or undefined. */
  async copy(from: unknown, to: unknown, { overwrite, move }: { overwrite: boolean; move: boolean }) {
    const source = typeof from === 'string' ? this.files.get(from) : undefined
    if (!source) return MISSING
    if (move && source.owner !== this.owner) return FORBIDDEN
    const refused = this.refused(to)
    if (refused) return refused
    if (!overwrite && this.files.get(to as string)) return PRESENT
    const content = (await this.files.read(source._id)) ?? Buffer.alloc(0)
    await this.files.put(to as string, content, source.contentType, this.owner)
    if (move && to !== source._id) await this.files.remove(source._id)
    return undefined
  }
}
