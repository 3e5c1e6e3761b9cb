import type { Db } from '@cloudbase/database'
import type { Page } from 'playwright-core'
import { baseEnv } from '../../src/functions/env'
import type { LocalCloud, LocalCloudOptions } from '../../src/index'
import { openBrowser, type SdkBrowser, type SdkOptions } from '../browser'
import { startCloud } from '../support'

type Stored = Record<string, unknown>
type CollectionReference = ReturnType<Db['collection']>

/** One of the server SDKs, with what they spell differently made alike. Everything else is in `db`, unmodified. */
export interface ServerSdk {
  name: 'wx-server-sdk' | 'node-sdk'
  db: Db
  _: Db['command']
  $: Db['command']['aggregate']
  cloud: LocalCloud
  /** A new collection that holds these documents, put there without the SDK. */
  seeded(documents?: Stored[]): Promise<CollectionReference>
  /** `collection.add`; resolves with the id. */
  add(collection: CollectionReference, document: object): Promise<string>
  /** `doc.get`; resolves with the document. */
  read(reference: { get(): Promise<unknown> }): Promise<Stored>
  /** `update` of a document or of a query; resolves with how many were updated. */
  update(reference: object, data: object): Promise<number>
  /** `doc.set` */
  set(reference: object, data: object): Promise<{ updated: number; created: number; id?: string }>
  /** `remove` of a document or of a query; resolves with how many were removed. */
  remove(reference: object): Promise<number>
}

export interface Clouds {
  cloud(): LocalCloud
  wx(run: (sdk: ServerSdk) => Promise<void>): () => Promise<void>
  node(run: (sdk: ServerSdk) => Promise<void>): () => Promise<void>
  /** Runs with wx-server-sdk, then with node-sdk. */
  both(run: (sdk: ServerSdk) => Promise<void>): () => Promise<void>
  /** Runs with a page of the web SDK (`window.page.app`), signed in as u-ming; the page is shared by the file. */
  web(run: (page: Page) => Promise<void>): () => Promise<void>
}

/** One emulated cloud for a file of items, and the three SDKs, unmodified, connected to it. */
export function clouds(options: LocalCloudOptions = {}, sdkOptions: SdkOptions = {}): Clouds {
  let cloud: LocalCloud
  let browser: SdkBrowser | undefined
  let page: Page | undefined
  let sdks: { wx: ServerSdk; node: ServerSdk }
  beforeAll(async () => {
    cloud = await startCloud(options)
    sdks = { wx: wxSdk(cloud), node: nodeSdk(cloud) }
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await cloud?.close()
  })
  const wx: Clouds['wx'] = (run) => () => run(sdks.wx)
  const node: Clouds['node'] = (run) => () => run(sdks.node)
  return {
    cloud: () => cloud,
    wx,
    node,
    both: (run) => async () => {
      for (const way of [wx, node]) await way(run)()
    },
    web: (run) => async () => {
      if (!page) {
        browser = await openBrowser()
        page = await browser.page(cloud.port, sdkOptions)
        await cloud.users.add({ username: 'ming', password: 'demo', openid: 'o-ming', uid: 'u-ming' })
        await page.evaluate(() => window.page.auth.signInWithPassword({ username: 'ming', password: 'demo' }))
      }
      await run(page)
    },
  }
}

/** The SDKs read the environment at each request: one cloud at a time in a process. */
function connect(cloud: LocalCloud): void {
  Object.assign(process.env, baseEnv('local-env', cloud.port))
}

interface Loose {
  add(data: object): Promise<{ _id: string; id: string }>
  set(data: object): Promise<WriteReply>
  update(data: object): Promise<WriteReply>
  remove(): Promise<WriteReply>
}

interface WriteReply {
  _id?: string
  updated: number
  deleted: number
  upsertedId?: string
  stats: { updated: number; created: number; removed: number }
}

const loose = (reference: object): Loose => reference as Loose

function wxSdk(cloud: LocalCloud): ServerSdk {
  connect(cloud)
  const sdk = require('wx-server-sdk') as { init(options: object): void; database(): Db }
  sdk.init({ env: 'local-env' })
  return {
    ...common(cloud, 'wx-server-sdk', sdk.database()),
    add: async (collection, data) => (await loose(collection).add({ data }))._id,
    read: async (reference) => ((await reference.get()) as { data: Stored }).data,
    update: async (reference, data) => (await loose(reference).update({ data })).stats.updated,
    async set(reference, data) {
      const { stats, _id } = await loose(reference).set({ data })
      return { updated: stats.updated, created: stats.created, ...(_id === undefined ? {} : { id: _id }) }
    },
    remove: async (reference) => (await loose(reference).remove()).stats.removed,
  }
}

function nodeSdk(cloud: LocalCloud): ServerSdk {
  connect(cloud)
  const sdk = require('@cloudbase/node-sdk') as { init(options: object): { database(): Db } }
  return {
    ...common(cloud, 'node-sdk', sdk.init({ env: 'local-env' }).database()),
    add: async (collection, data) => (await loose(collection).add(data)).id,
    read: async (reference) => ((await reference.get()) as { data: Stored[] }).data[0] as Stored,
    update: async (reference, data) => (await loose(reference).update(data)).updated,
    async set(reference, data) {
      const { updated, upsertedId: id } = await loose(reference).set(data)
      return { updated, created: id === undefined ? 0 : 1, ...(id === undefined ? {} : { id }) }
    },
    remove: async (reference) => (await loose(reference).remove()).deleted,
  }
}

let made = 0

function common(cloud: LocalCloud, name: ServerSdk['name'], db: Db) {
  return {
    cloud,
    name,
    db,
    _: db.command,
    $: db.command.aggregate,
    async seeded(documents: Stored[] = []) {
      const collection = `c${++made}`
      await cloud.database.handle({ action: 'database.addCollection', collectionName: collection })
      if (documents.length > 0) await cloud.database.insert(collection, documents)
      return db.collection(collection)
    },
  }
}
