import * as cloud from 'wx-server-sdk'
import { double } from './double'

// The package's types do not know that init takes the symbol of the current environment.
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string })

interface Event {
  number?: number
  Type?: string
  TriggerName?: string
  Time?: string
}

/** A TypeScript function with a module of its own, and a timer that leaves a trace. */
export async function main(event: Event) {
  if (event.Type === 'Timer') {
    await cloud
      .database()
      .collection('ticks')
      .add({ data: { ...event, now: Date.now() } })
    return null
  }
  return { doubled: double(event.number ?? 0), greeting: process.env.GREETING ?? null }
}
