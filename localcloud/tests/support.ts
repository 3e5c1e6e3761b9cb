import { join } from 'node:path'
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../src/index'

export const FUNCTIONS = join(__dirname, 'functions')

/** A fresh cloud with the functions of these tests. */
export function startCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  return startLocalCloud({ functions: FUNCTIONS, host: '127.0.0.1', quiet: true, ...options })
}

export interface Reply<T = unknown> {
  value?: T
  failed?: { errCode: number; errMsg: string }
}

/** Calls the function `shop` as a signed-in person. */
export function shop<T>(cloud: LocalCloud, event: Record<string, unknown>, openid = 'o-shop'): Promise<Reply<T>> {
  return cloud.call('shop', event, { openid }) as Promise<Reply<T>>
}

/** Waits until the condition holds; fails with its last error when that takes too long. */
export async function eventually<T>(condition: () => T | Promise<T>, withinMs = 10_000): Promise<T> {
  const until = Date.now() + withinMs
  for (;;) {
    try {
      return await condition()
    } catch (error) {
      if (Date.now() > until) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
