import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { jitter } from '../jitter'

const root = path.resolve(__dirname, '../..')

/** `npm start` as a person runs it, on free ports and a folder of its own. */
export interface Demo {
  links: Record<'resident' | 'leader' | 'operations' | 'console', string>
  cloudUrl: string
  /** Milliseconds from the command to the line `ready`. */
  readyAfterMs: number
  output(): string
  /** TERM, and what it ended with. */
  stop(): Promise<number | null>
}

export const newFolder = () => mkdtempSync(path.join(tmpdir(), 'lintuan-e2e-'))
export const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true })

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

/** Starts the demonstration and resolves when it says it is ready; rejects with its output when it ends before. */
export async function startDemo(folder: string, args: string[] = []): Promise<Demo> {
  const [port, cloudPort] = [await freePort(), await freePort()]
  const started = Date.now()
  const child: ChildProcess = spawn('npm', ['start', '--silent', ...(args.length ? ['--', ...args] : [])], {
    cwd: root,
    env: { ...process.env, PORT: String(port), CLOUD_PORT: String(cloudPort), LINTUAN_DATA: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that nothing of it outlives the test.
    detached: true,
  })
  let text = ''
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      text += chunk
      if (/^ready/m.test(text)) resolve()
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    ended.then((code) => reject(new Error(`npm start ended with ${code}:\n${text}`)))
  })
  const link = (name: string) => {
    const found = new RegExp(`^\\s*${name}\\b.*?(http\\S+)`, 'm').exec(text)?.[1]
    if (!found) throw new Error(`no link for ${name} in:\n${text}`)
    return found
  }
  const cloudUrl = `http://localhost:${cloudPort}`
  const delays = jitter()
  if (delays) await fetch(`${cloudUrl}/_localcloud/faults`, { method: 'POST', body: JSON.stringify(delays) })
  return {
    links: {
      resident: link('resident'),
      leader: link('leader'),
      operations: link('operations'),
      console: link('console'),
    },
    cloudUrl,
    readyAfterMs: Date.now() - started,
    output: () => text,
    async stop() {
      const pid = child.pid as number
      const signal = (name: NodeJS.Signals) => {
        try {
          process.kill(-pid, name)
        } catch {
          // Gone already.
        }
      }
      signal('SIGTERM')
      const timer = setTimeout(() => signal('SIGKILL'), 20_000)
      const code = await ended
      clearTimeout(timer)
      return code
    },
  }
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })
}

/** A person with a phone of his own. Errors on his page are kept: a test asks that there are none. */
export async function person(browser: Browser, link: string, size = { width: 390, height: 844 }) {
  const context: BrowserContext = await browser.newContext({ viewport: size, deviceScaleFactor: 2, locale: 'zh-CN' })
  const page: Page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.goto(link)
  return { page, errors, close: () => context.close() }
}
