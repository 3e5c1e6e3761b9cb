import { readFile } from 'node:fs/promises'
import type { Identity } from '../rules/rules'
import type { Services } from '../services'
import { ClientFiles, type FileRefusal } from '../storage/client'
import { CloudId, withOpenData } from './cloud-id'
import { Connection } from './connection'
import { ClientDatabase } from './database'
import { asApi, ClientError, numberOf } from './errors'
import type { ClientWatch } from './watch'

/** Who a client is. */
export interface ClientIdentity {
  openid: string
  uid?: string
}

/** One client of the cloud in this process, in the shape of `wx.cloud`, under the same rules as any other client. */
export class CloudClient {
  private readonly connection = new Connection()
  private readonly watches = new Set<ClientWatch>()
  private readonly files: ClientFiles

  constructor(
    private readonly services: Services,
    private readonly host: () => string,
    readonly identity: ClientIdentity,
  ) {
    this.files = new ClientFiles(services.files, identity.uid ?? identity.openid)
  }

  /** Calls a function. Rejects with errCode and errMsg when it fails, is closed to clients or does not exist. */
  callFunction({ name, data }: { name: string; data?: unknown }) {
    return this.run('cloud.callFunction', async () => ({
      result: await this.services.call(
        name,
        withOpenData(data, (id) => this.services.openapi.openData.seen(id)),
        { ...this.identity },
      ),
    }))
  }

  /** Marks a cloud id: in the data of a call, at the top level, the function sees the open data in its place. */
  CloudID(cloudID: string): CloudId {
    return new CloudId(cloudID)
  }

  database(): ClientDatabase {
    const documents = this.services.documentsOf(this.identity satisfies Identity)
    const { connection, watches } = this
    return new ClientDatabase({ documents, connection, watches, limits: this.services.options.limits })
  }

  /** Uploads `content`, or what is in the file `filePath`. */
  uploadFile({ cloudPath, filePath, content }: { cloudPath: string; filePath?: string; content?: Buffer | string }) {
    return this.run('cloud.uploadFile', async () => {
      const bytes = content === undefined ? await readFile(filePath ?? '') : Buffer.from(content)
      const refused = await this.files.upload(cloudPath, bytes)
      if (refused) throw new ClientError('cloud.uploadFile', refused.code, refused.message)
      return { fileID: this.services.files.fileId(cloudPath), statusCode: 204 }
    })
  }

  getTempFileURL({ fileList }: { fileList: (string | { fileID: string; maxAge?: number })[] }) {
    return this.run('cloud.getTempFileURL', () => ({
      fileList: fileList.map((file) => {
        const { fileID, maxAge } = typeof file === 'string' ? { fileID: file } : file
        const found = this.files.link(this.host(), fileID, maxAge)
        return {
          fileID,
          maxAge,
          tempFileURL: found.url ?? '',
          ...statusOf(found.url === undefined ? found : undefined),
        }
      }),
    }))
  }

  deleteFile({ fileList }: { fileList: string[] }) {
    return this.run('cloud.deleteFile', async () => ({
      fileList: await Promise.all(
        fileList.map(async (fileID) => ({ fileID, ...statusOf(await this.files.remove(fileID)) })),
      ),
    }))
  }

  /**
   * The network of this client: without it calls fail and live queries hear nothing; with it again they get what they
   * missed as one change.
   */
  network(on: boolean): void {
    this.connection.set(on)
  }

  /** Ends all live queries with an error, as the SDK does about a minute after it lost its connection. */
  breakWatches(): void {
    const watches = [...this.watches]
    this.watches.clear()
    for (const watch of watches)
      watch.fail(new ClientError('collection.watch', 'NETWORK_ERROR', 'the connection is lost'))
  }

  private async run<T extends object>(api: string, action: () => T | Promise<T>): Promise<T & { errMsg: string }> {
    const result = await asApi(api, () => {
      this.connection.require(api)
      return action()
    })
    return { ...result, errMsg: `${api}:ok` }
  }
}

/** How one file of a list fared, as `wx.cloud` says it. */
function statusOf(refused: FileRefusal | undefined): { status: number; errMsg: string } {
  return refused ? { status: numberOf(refused.code), errMsg: refused.message } : { status: 0, errMsg: 'ok' }
}
