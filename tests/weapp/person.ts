import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type Element from 'miniprogram-automator/out/Element'
import type MiniProgram from 'miniprogram-automator/out/MiniProgram'
import type Page from 'miniprogram-automator/out/Page'
import { cacheDir } from '../../config/tasks/paths'
import type { OpenPhone } from './host/open'

const POLL_MS = 40
const PATIENCE_MS = 60_000

/** Class of a button that does nothing now. */
const OFF = 'button--off'

/** Where a person reads and presses. */
const READABLE = 'view,text,button'

/** Waits until `work` gives something; tells what was there instead when it never does. */
export async function eventually<T>(
  what: string,
  work: () => Promise<T | undefined | false>,
  instead?: () => Promise<string>,
) {
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    const result = await work()
    if (result !== undefined && result !== false) return result as T
    if (Date.now() > until)
      throw new Error(`${what}: not after ${PATIENCE_MS} ms${instead ? `; there is: ${await instead()}` : ''}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

/**
 * Somebody with the mini-program in his hands. He sees what is visible and presses what he sees; the automator does it,
 * on the host as in WeChat DevTools.
 */
export class Person {
  /** What went wrong in the app: exceptions and red lines of the console; on the host warnings too. */
  readonly errors: string[] = []

  /** @param phone the host's side of it, where there is one */
  constructor(
    readonly mini: MiniProgram,
    readonly phone?: OpenPhone,
  ) {
    // The automator sleeps three seconds after every change of page.
    const changeRoute = async (method: string, url?: string) => {
      await mini.callWxMethod(method, { url })
      return mini.currentPage()
    }
    Object.assign(mini, { changeRoute })
    mini.on('exception', (error: { message?: string }) => this.errors.push(String(error.message ?? error)))
    mini.on('console', ({ type, args }: { type: string; args: unknown[] }) => {
      if (type === 'error' || (type === 'warn' && phone)) this.errors.push(args.map(String).join(' '))
    })
    // What happened before the automator came.
    for (const { text } of phone?.phone.incidents.all ?? []) this.errors.push(text)
  }

  async launch(url: string): Promise<void> {
    await this.mini.reLaunch(url)
  }

  async page(): Promise<Page> {
    const page = await this.mini.currentPage()
    if (!page) throw new Error('no page is open')
    return page
  }

  /** Waits until `text` is to be read, and gives the smallest visible element that says it. */
  see(text: string): Promise<Element> {
    return eventually(
      `"${text}" to be seen`,
      () => this.find(text),
      () => this.read(),
    )
  }

  /** Waits until `text` is not to be read any more. */
  async seeNoMore(text: string): Promise<void> {
    await eventually(`"${text}" to be gone`, async () => !(await this.find(text)))
  }

  /** Whether `text` is to be read now. */
  async sees(text: string): Promise<boolean> {
    return (await this.find(text)) !== undefined
  }

  /** Presses what says `text`, as soon as it is there and not greyed out. */
  async press(text: string): Promise<void> {
    await eventually(
      `"${text}" to be pressed`,
      async () => {
        const element = await this.find(text)
        if (!element) return false
        // What goes away between looking and pressing is looked for again.
        const looks = await element.attribute('class').catch(() => OFF)
        if (looks.includes(OFF)) return false
        await element.tap()
        return true
      },
      () => this.read(),
    )
  }

  /** Presses what has no words: the `index`th visible element of a class. */
  async pressAt(selector: string, index = 0): Promise<void> {
    const element = await eventually(`${selector} to be seen`, async () => (await this.visible(selector))[index])
    await element.tap()
  }

  /** Types into the `index`th field. */
  async type(text: string, index = 0): Promise<void> {
    const field = await eventually('a field to be seen', async () => (await this.visible('input'))[index])
    await (field as Element & { input(value: string): Promise<void> }).input(text)
  }

  /** Waits for a page, by the end of its path. */
  async on(path: string): Promise<void> {
    await eventually(
      `page ${path} to open`,
      async () => (await this.page()).path.endsWith(path),
      async () => (await this.page()).path,
    )
  }

  /** Switches the network of his phone; only on the host. */
  setOnline(isOnline: boolean): void {
    if (!this.phone) throw new Error('only the phone of the host has a network to switch')
    this.phone.phone.device.setOnline(isOnline)
  }

  /** All that the page says, seen or not. */
  async read(): Promise<string> {
    const root = await (await this.page()).$('.page')
    return root ? await root.text() : ''
  }

  /** Keeps a picture of the screen for people to look at. */
  async picture(name: string): Promise<void> {
    const path = join(cacheDir, 'pictures', 'weapp', `${name}.png`)
    mkdirSync(dirname(path), { recursive: true })
    await this.mini.screenshot({ path })
  }

  disconnect(): void {
    this.mini.disconnect()
  }

  private async visible(selector: string): Promise<Element[]> {
    const all: Element[] = await (await this.page()).$$(selector)
    const sizes = await Promise.all(all.map((element) => sizeOf(element)))
    return all.filter((_element, index) => (sizes[index] ?? 0) > 0)
  }

  private async find(text: string): Promise<Element | undefined> {
    if (!(await this.read()).includes(text)) return undefined
    const all: Element[] = await (await this.page()).$$(READABLE)
    const texts = await Promise.all(all.map((element) => element.text().catch(() => '')))
    const saying = all
      .map((element, index) => ({ element, said: String(texts[index]) }))
      .filter(({ said }) => said.includes(text))
      .sort((a, b) => a.said.length - b.said.length)
    // The innermost of those that say no more than it; what cannot be seen says nothing.
    const shortest = saying.filter(({ said }) => said.length === saying[0]?.said.length)
    for (const { element } of [...shortest.reverse(), ...saying.slice(shortest.length)])
      if ((await sizeOf(element)) > 0) return element
    return undefined
  }
}

/** Area of an element; 0 for what is not drawn, and for what has gone meanwhile. */
async function sizeOf(element: Element): Promise<number> {
  try {
    const { width, height } = await element.size()
    return Number(width) * Number(height)
  } catch {
    return 0
  }
}
