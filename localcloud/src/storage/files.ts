import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../database/types'
import type { Limits } from '../limits/limits'

export const FILES = '_files'
/** Temporary URLs are good this long unless the caller says otherwise, as on the platform (s). */
export const DEFAULT_URL_AGE_S = 86_400
const UPLOAD_AGE_S = 900
/** The database takes ids of so many bytes. */
const LONGEST_ID = 512

export interface FileRecord {
  /** Path in the bucket, without a leading slash; its hash when it is too long for an id. */
  _id: string
  /** The path, where `_id` is not. */
  path?: string
  size: number
  contentType: string
  at: number
  /** uid or openid of the client that uploaded it; absent for functions. */
  owner?: string
}

/** The bucket: contents in a directory, under the hash of their path; what is known about them in the database. */
export class FileStore {
  private written = 0

  constructor(
    readonly directory: string,
    private readonly database: Database,
    private readonly secret: string,
    private readonly env: string,
    private readonly now: () => number,
    readonly limits: Limits,
  ) {
    mkdirSync(directory, { recursive: true })
  }

  fileId(path: string): string {
    return `cloud://${this.env}.local-${this.env}-1300000000/${path}`
  }

  /** Path of a file id of this environment's bucket (or of any: there is one); undefined when it is not one. */
  pathOf(fileId: unknown): string | undefined {
    return typeof fileId === 'string' ? /^cloud:\/\/[^/]+\/(.+)$/.exec(fileId)?.[1] : undefined
  }

  get(path: string): FileRecord | undefined {
    return this.database.get(FILES, idOf(path)) as unknown as FileRecord | undefined
  }

  /** Keeps a file; durable when it resolves. The same path again replaces the content. */
  async put(path: string, content: Buffer, contentType: string, owner?: string): Promise<void> {
    const target = this.place(path)
    const temporary = `${target}.${process.pid}.${++this.written}`
    const file = await open(temporary, 'w')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, target)
    const record = { size: content.length, contentType, at: this.now(), ...(owner === undefined ? {} : { owner }) }
    const _id = idOf(path)
    const named = _id === path ? record : { ...record, path }
    await this.database.update(FILES, { _id }, { $set: named }, { upsert: true })
  }

  async read(path: string): Promise<Buffer | undefined> {
    return this.get(path) && (await readFile(this.place(path)))
  }

  async remove(path: string): Promise<boolean> {
    if ((await this.database.remove(FILES, { _id: idOf(path) })) === 0) return false
    await rm(this.place(path), { force: true })
    return true
  }

  /** URL that serves the file for `maxAgeS` seconds. Not percent-encoded: the SDK does that. */
  downloadUrl(host: string, path: string, maxAgeS = DEFAULT_URL_AGE_S): string {
    const until = realSeconds() + maxAgeS
    return `http://${host}/files/${path}?sign=${this.sign('get', path, until)}&t=${until}`
  }

  /** What an upload of this path must carry; `owner` becomes the file's owner. */
  uploadToken(path: string, owner = ''): string {
    const until = realSeconds() + UPLOAD_AGE_S
    return `${until}.${encodeURIComponent(owner)}.${this.sign(`put:${owner}`, path, until)}`
  }

  /** The owner in a valid upload token, '' for functions; undefined when the token does not fit. */
  checkUpload(path: string, token: string): string | undefined {
    const [until = '', owner = '', sign = ''] = token.split('.')
    const name = decodeURIComponent(owner)
    return this.fits(`put:${name}`, path, Number(until), sign) ? name : undefined
  }

  checkDownload(path: string, sign: string, until: number): boolean {
    return this.fits('get', path, until, sign)
  }

  private fits(verb: string, path: string, until: number, sign: string): boolean {
    const expected = Buffer.from(this.sign(verb, path, until))
    const given = Buffer.from(sign)
    return until >= realSeconds() && expected.length === given.length && timingSafeEqual(expected, given)
  }

  private sign(verb: string, path: string, until: number): string {
    return createHmac('sha256', this.secret).update(`${verb}\n${path}\n${until}`).digest('hex')
  }

  private place(path: string): string {
    return join(this.directory, createHash('sha256').update(path).digest('hex'))
  }
}

/** Paths may be longer than ids. */
function idOf(path: string): string {
  return Buffer.byteLength(path) > LONGEST_ID ? createHash('sha256').update(path).digest('hex') : path
}

/** Links age in real time: moving the emulated clock by years must not break the pictures on a page. */
const realSeconds = (): number => Math.floor(Date.now() / 1000)

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROLS = /[\u0000-\u001f\u007f]/

/** Why a path cannot be a cloud path, or undefined. */
export function wrongPath(path: unknown, limits: Limits): string | undefined {
  if (typeof path !== 'string' || path === '') return 'the cloud path is empty'
  if (path.startsWith('/') || path.includes('//')) return 'a cloud path has no leading and no double slash'
  if (CONTROLS.test(path)) return 'a cloud path has no control characters'
  if (Buffer.byteLength(path) > limits.pathBytes) return `a cloud path has at most ${limits.pathBytes} bytes`
  return undefined
}
