import type { Browser } from 'playwright-core'
import { DAY_MS, dayStart } from '../../src/domain/time'
import { type Demo, launch, newFolder, removeFolder, startDemo } from './demo'

/** The demonstration and a browser, for the tests of one file. */
export interface Stage {
  readonly demo: Demo
  readonly browser: Browser
  /** Stops the demonstration with TERM and starts it on the same data. */
  restart(): Promise<void>
}

/** Longer than it takes to fill the demonstration and order in it, on a slow machine. */
const BEFORE_MIDNIGHT_MS = 8 * 60_000

/**
 * The demonstration lives by the real clock, and a leader's count begins anew at midnight in Shanghai: no test starts on
 * one day and counts on the next.
 */
async function notAroundMidnight(): Promise<void> {
  const left = dayStart(Date.now()) + DAY_MS - Date.now()
  if (left < BEFORE_MIDNIGHT_MS) await new Promise((resolve) => setTimeout(resolve, left + 1_000))
}

/** Opened before the file's first test, gone after its last. */
export function openStage(): Stage {
  const folder = newFolder()
  let demo: Demo
  let browser: Browser
  beforeAll(async () => {
    await notAroundMidnight()
    demo = await startDemo(folder)
    browser = await launch()
  }, 2 * BEFORE_MIDNIGHT_MS)
  afterAll(async () => {
    await browser?.close()
    await demo?.stop()
    removeFolder(folder)
  })
  return {
    get demo() {
      return demo
    },
    get browser() {
      return browser
    },
    async restart() {
      await demo.stop()
      demo = await startDemo(folder)
    },
  }
}
