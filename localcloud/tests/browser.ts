import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'

const ROOT = join(__dirname, '..', '..')
const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
const QUIET_ARGS = ['--disable-background-networking', '--disable-component-update', '--disable-sync']

/** How the SDK asks: over REST, or all requests at one address (its older way). */
export interface SdkOptions {
  endPointMode?: 'GATEWAY' | 'CLOUD_API'
}

/** Pages with the real web SDK as `window.page`. */
export interface SdkBrowser {
  /** A page of a browser profile of its own, signed in as nobody, with `window.page.app` talking to the emulator. */
  page(cloudPort: number, options?: SdkOptions): Promise<Page>
  /** A page at an address, without the SDK. */
  open(url: string): Promise<Page>
  close(): Promise<void>
}

export async function openBrowser(): Promise<SdkBrowser> {
  const bundle = await build({
    stdin: {
      contents: `import cloudbase from '@cloudbase/js-sdk'; window.page = { init: (options) => cloudbase.init(options) }`,
      resolveDir: ROOT,
    },
    bundle: true,
    write: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
  })
  const server = await serve(bundle.outputFiles[0]?.text ?? '')
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  const browser: Browser = await chromium.launch({ executablePath, args: [...ARGS, ...QUIET_ARGS] })
  return {
    async page(cloudPort, options = {}) {
      const page = await (await browser.newContext()).newPage()
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
      await page.evaluate(
        ([port, given]) => {
          const host = `127.0.0.1:${port}`
          const app = window.page.init({ env: 'local-env', ...given })
          app.registerHost(host)
          window.page.app = app
          window.page.auth = app.auth()
        },
        [cloudPort, options] as const,
      )
      return page
    },
    async open(url) {
      const page = await (await browser.newContext()).newPage()
      await page.goto(url)
      return page
    },
    async close() {
      await browser.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function serve(script: string): Promise<Server> {
  const server = createServer((request, response) => {
    const isScript = request.url === '/sdk.js'
    response.writeHead(200, { 'Content-Type': `${isScript ? 'text/javascript' : 'text/html'}; charset=utf-8` })
    response.end(isScript ? script : '<!doctype html><title>test</title><script src="/sdk.js"></script>')
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}

interface PageQuery {
  where(query: object): PageQuery
  get(): Promise<{ data: { _id: string; at?: Date; text?: string }[] }>
  count(): Promise<{ total: number }>
  doc(id: string): PageQuery & { update(data: object): Promise<unknown> }
  watch(options: { onChange(snapshot: PageSnapshot): void; onError(error: unknown): void }): void
}

interface PageSnapshot {
  docs: Record<string, unknown>[]
}

/** The part of the SDK that the tests use, as a script in a page sees it. */
interface PageApp {
  registerHost(host: string): void
  auth(): PageAuth
  callFunction(options: { name: string; data: object }): Promise<unknown>
  database(): { collection(name: string): PageQuery }
  uploadFile(options: { cloudPath: string; filePath: File }): Promise<{ fileID: string }>
  getTempFileURL(options: { fileList: string[] }): Promise<{ fileList: { tempFileURL: string }[] }>
  deleteFile(options: { fileList: string[] }): Promise<{ fileList: { code: string }[] }>
}

interface PageAuth {
  signInWithPassword(params: object): Promise<{ error: Error | null; data: { user: unknown } }>
  signInAnonymously(): Promise<unknown>
  signInWithCustomTicket(ticket: () => Promise<string>): Promise<unknown>
  signOut(): Promise<unknown>
}

declare global {
  interface Window {
    page: {
      init(options: { env: string } & SdkOptions): PageApp
      app: PageApp
      auth: PageAuth
      /** Results of the live query under way, oldest first, and its errors. */
      seen: Record<string, unknown>[][]
      failures: string[]
    }
  }
}
