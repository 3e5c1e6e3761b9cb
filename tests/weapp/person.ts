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

/**
 * Somebody with the mini-program in his hands. He sees what is visible and presses what he sees; the automator does it,
 * on the host as in WeChat DevTools.
 */
export class Person {
  /** What went wrong in the app: exceptions and red lines of the console; on the host warnings too. */
  readonly errors: string[] = []
  /** How long he waits for something to be seen, ms. */
  patience = PATIENCE_MS

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
    return this.until(`"${text}" to be seen`, () => this.find(text))
  }

  /** Waits until `text` is not to be read any more. */
  async seeNoMore(text: string): Promise<void> {
    await this.until(`"${text}" to be gone`, async () => !(await this.find(text)))
  }

  /** Whether `text` is to be read now. */
  async sees(text: string): Promise<boolean> {
    return (await this.find(text)) !== undefined
  }

  /** Presses what says `text`, as soon as it is there and not greyed out. */
  async press(text: string): Promise<void> {
    await this.until(`"${text}" to be pressed`, async () => {
      const element = await this.find(text)
      // What goes away between looking and pressing is looked for again.
      const looks = (await element?.attribute('class').catch(() => OFF)) ?? OFF
      if (!element || looks.includes(OFF)) return false
      await element.tap()
      return true
    })
  }

  /** Presses what has no words: the `index`th visible element of a class. */
  async pressAt(selector: string, index = 0): Promise<void> {
    const element = await this.until(`${selector} to be seen`, async () => (await this.visible(selector))[index])
    await element.tap()
  }

  /** Types into the `index`th field. */
  async type(text: string, index = 0): Promise<void> {
    const field = await this.until('a field to be seen', async () => (await this.visible('input'))[index])
    await (field as Element & { input(value: string): Promise<void> }).input(text)
  }

  /** Waits for a page, by the end of its path. */
  async on(path: string): Promise<void> {
    await this.until(`page ${path} to open`, async () => (await this.page()).path.endsWith(path))
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

  /** Waits until `work` gives something; tells what there is instead when it never does. */
  private async until<T>(what: string, work: () => Promise<T | undefined | false>): Promise<T> {
    const last = Date.now() + this.patience
    for (;;) {
      const result = await work().catch(unlessGone)
      if (result !== undefined && result !== false) return result
      if (Date.now() > last) {
        const { path } = await this.page()
        throw new Error(`waited ${this.patience} ms for ${what}; there is, on ${path}: ${await this.read()}`)
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
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

/** The app draws on while somebody looks: an element that went away meanwhile is looked for again. */
function unlessGone(error: unknown): undefined {
  if (!/is gone/.test(String((error as Error).message ?? error))) throw error
}
