import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ActionName, InputOf, OutputOf, Reply } from '../../src/contract'

/** An expected failure of an action: its code is part of the contract. */
export class ActionFailed extends Error {
  constructor(
    readonly action: string,
    readonly code: string,
    message: string,
    readonly details?: unknown,
  ) {
    super(`${action}: ${code}: ${message}`)
  }
}

/** The request did not get through; whether it was done is not known. */
export class TransportFailed extends Error {}

const BUSY_RETRIES = 5
const TRANSPORT_RETRIES = 3
const PAUSE_MS = 500
const TIMEOUT_MS = 60_000

/** Connections of many people to one cloud, kept alive. */
export class Wire {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 256 })
  private readonly origin: URL

  constructor(url: string) {
    this.origin = new URL(url)
  }

  /** Sends JSON and returns what came back with a 2xx. Throws TransportFailed for everything else. */
  send(method: 'GET' | 'POST', path: string, body?: unknown, token?: string): Promise<unknown> {
    const content = body === undefined ? undefined : JSON.stringify(body)
    return new Promise((resolve, reject) => {
      const req = request(
        {
          agent: this.agent,
          host: this.origin.hostname,
          port: this.origin.port,
          method,
          path,
          timeout: TIMEOUT_MS,
          headers: {
            ...(content === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
            ...(token ? { authorization: `Bearer ${token}` } : {}),
          },
        },
        (res) => {
          const chunks: Buffer[] = []
          res.on('data', (chunk: Buffer) => chunks.push(chunk))
          res.on('error', reject)
          res.on('end', () => {
            const text = Buffer.concat(chunks).toString()
            const status = res.statusCode ?? 0
            if (status < 200 || status > 299) {
              reject(new TransportFailed(`${method} ${path}: ${status} ${text.slice(0, 500)}`))
            } else resolve(text ? JSON.parse(text) : undefined)
          })
        },
      )
      req.on('timeout', () => req.destroy(new TransportFailed(`${method} ${path}: no answer`)))
      req.on('error', reject)
      req.end(content)
    })
  }

  close(): void {
    this.agent.destroy()
  }
}

/**
 * Does a request again that did not get through, as a person would: every action may be repeated, its request id or the
 * state of things sees to that. A machine that stands still for seconds (a disk catching up) is no failure.
 */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt > TRANSPORT_RETRIES) throw error
      await sleep(PAUSE_MS)
    }
  }
}

/** One person's session: signs in when first needed, calls actions as the web SDK does. */
export class Person {
  private token: Promise<string> | undefined

  constructor(
    private readonly wire: Wire,
    private readonly env: string,
    readonly username: string,
    private readonly password = 'demo',
  ) {}

  private signIn(): Promise<string> {
    this.token ??= this.wire
      .send('POST', `/auth/v1/signin?client_id=${this.env}`, { username: this.username, password: this.password })
      .then((reply) => {
        const { access_token, error } = reply as { access_token?: string; error?: string }
        if (!access_token) throw new TransportFailed(`${this.username} cannot sign in: ${error}`)
        return access_token
      })
    return this.token
  }

  /**
   * Calls an action and returns its data; "try again" is tried again.
   * @throws ActionFailed for an expected failure
   */
  async call<A extends ActionName>(action: A, input: InputOf<A>): Promise<OutputOf<A>> {
    const token = await this.signIn()
    const path = `/v1/functions/${action.split('.')[0]}`
    for (let attempt = 1; ; attempt++) {
      const reply = (await persistently(() => this.wire.send('POST', path, { action, input }, token))) as Reply<
        OutputOf<A>
      >
      if (reply.ok) return reply.data
      if (reply.error.code !== 'try_again' || attempt > BUSY_RETRIES) {
        throw new ActionFailed(action, reply.error.code, reply.error.message, reply.error.details)
      }
    }
  }
}

/** Confirms a payment on the sheet that stands for WeChat's, as the page does. Paying what is paid already is fine. */
export async function payOnSheet(wire: Wire, payment: { package: string }): Promise<void> {
  const path = `/pay/${payment.package.replace('prepay_id=', '')}`
  try {
    await persistently(() => wire.send('POST', path, { outcome: 'success' }))
  } catch (error) {
    const sheet = (await wire.send('GET', path)) as { state?: string }
    if (!/^(SUCCESS|paid)$/i.test(sheet.state ?? '')) throw error
  }
}

/** Runs `work` over the items with so many at a time; the first failure stops it once those under way have ended. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0
  let failure: unknown
  const worker = async () => {
    while (next < items.length && failure === undefined) {
      const index = next++
      try {
        await work(items[index] as T, index)
      } catch (error) {
        failure ??= error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
  if (failure !== undefined) throw failure
}
