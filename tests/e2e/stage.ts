import type { Browser } from 'playwright-core'
import { type Demo, launch, newFolder, removeFolder, startDemo } from './demo'

/** The demonstration and a browser, for the tests of one file. */
export interface Stage {
  readonly demo: Demo
  readonly browser: Browser
  /** Stops the demonstration with TERM and starts it on the same data. */
  restart(): Promise<void>
}

/** Opened before the file's first test, gone after its last. */
export function openStage(): Stage {
  const folder = newFolder()
  let demo: Demo
  let browser: Browser
  beforeAll(async () => {
    demo = await startDemo(folder)
    browser = await launch()
  })
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
