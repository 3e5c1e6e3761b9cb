import { type Given, portOf, UsageError } from './arguments'
import { DEFAULT_PORT } from './serve-options'

/** Options of commands that talk to a cloud that is running. */
export const REMOTE = { url: 'text', port: 'text' } as const

/** Where the cloud runs: `--url`, or `--port` on this machine. */
export function urlOf({ options }: Given): string {
  if (options.url === undefined) return `http://127.0.0.1:${portOf(options.port ?? String(DEFAULT_PORT))}`
  if (/^https?:\/\/[^/]+\/?$/.test(options.url)) return options.url.replace(/\/$/, '')
  throw new UsageError(`--url ${options.url}: expected one like http://127.0.0.1:${DEFAULT_PORT}`)
}

/** Asks a control endpoint of a running cloud. Rejects with its reason, or with how to start one. */
export async function ask<T>(url: string, path: string, body?: object): Promise<T> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const reply = await fetch(`${url}/_localcloud/${path}`, init).catch(() => {
    throw new Error(
      `no localcloud answers at ${url}: start one with "localcloud --functions DIR", or name it with --url`,
    )
  })
  const value = (await reply.json().catch(() => ({}))) as T & { error?: string; message?: string }
  if (!reply.ok) throw new Error(value.error ?? value.message ?? `${url} answered with HTTP ${reply.status}`)
  return value
}
