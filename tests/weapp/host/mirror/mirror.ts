import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { HOST_PICTURES } from '../../../../config/tasks/paths'
import { launch } from '../../../e2e/demo'
import type { Phone } from '../phone'
import type { ViewElement } from '../template/element'
import { chrome, tabBarHeight } from './chrome'
import { HtmlWriter } from './html'
import { styleOf } from './style'

const ORIGIN = HOST_PICTURES
const base = readFileSync(join(__dirname, 'base.css'), 'utf8')

let browser: Promise<Browser> | undefined

/** Ends the browser that all mirrors share. */
export async function closeMirrors(): Promise<void> {
  await (await browser)?.close()
  browser = undefined
}

/**
 * Shows a phone's page in a real browser with the page's real style sheets: where things are, what is to be seen, how it
 * looks. It is brought up to date when it is asked.
 */
export class Mirror {
  /** Files of pictures that a page wanted and that were nowhere. */
  readonly missing = new Set<string>()
  private page: Promise<Page> | undefined
  /** What the page in the browser shows. */
  private state = ''
  private readonly sheets = new Map<string, string>()
  private numbers = new Map<string, number>()
  private queue: Promise<unknown> = Promise.resolve()

  /** @param pictures folder of the pictures that a deployment serves from elsewhere */
  constructor(
    private readonly phone: Phone,
    private readonly pictures: string,
  ) {}

  /** Properties of the element's box: offsetWidth, offsetHeight, offsetLeft, offsetTop; 0 for what is not drawn. */
  properties(element: ViewElement, names: string[]): Promise<unknown[]> {
    const read = (found: Element | null, keys: unknown) =>
      (keys as string[]).map((key) => (found as unknown as Record<string, unknown> | null)?.[key] ?? 0)
    return this.ask(element, read, names)
  }

  styles(element: ViewElement, names: string[]): Promise<string[]> {
    const read = (found: Element | null, keys: unknown) => {
      const style = found ? getComputedStyle(found) : undefined
      return (keys as string[]).map((name) => style?.getPropertyValue(name) ?? '')
    }
    return this.ask(element, read, names)
  }

  offset(element: ViewElement): Promise<{ left: number; top: number }> {
    const read = (found: Element | null) => {
      const { left = 0, top = 0 } = found?.getBoundingClientRect() ?? {}
      return { left: left + scrollX, top: top + scrollY }
    }
    return this.ask(element, read, undefined)
  }

  windowProperties(names: string[]): Promise<unknown[]> {
    return this.alone(async (page) => {
      const read = (paths: string[]) =>
        paths.map((path) =>
          path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], window),
        )
      return page.evaluate(read, names)
    })
  }

  /** Has `work` look at the page as it stands, in the browser. */
  look<T>(work: (page: Page) => Promise<T>): Promise<T> {
    return this.alone(work)
  }

  /** A picture of the screen as PNG, once its own pictures have come and what moves has arrived. */
  picture(): Promise<Buffer> {
    return this.alone(async (page) => {
      await page.evaluate(async () => {
        const urls = [...document.querySelectorAll<HTMLElement>('wx-image')].map((image) => image.style.backgroundImage)
        const load = (url: string) =>
          new Promise<void>((resolve) => {
            const image = new Image()
            image.onload = () => resolve()
            image.onerror = () => resolve()
            image.src = url.slice(5, -2)
          })
        await Promise.all(urls.filter((url) => url.startsWith('url("')).map(load))
        await document.fonts.ready
      })
      return page.screenshot()
    })
  }

  async close(): Promise<void> {
    await (await this.page)?.context().close()
  }

  private ask<Result, Arg>(
    element: ViewElement,
    read: (found: Element | null, arg: Arg) => Result,
    arg: Arg,
  ): Promise<Result> {
    return this.alone(async (page) => {
      const number = this.numbers.get(element.identity)
      const found = number === undefined ? null : await page.$(`[data-host="${number}"]`)
      return (await page.evaluate(
        ([source, target, given]) => new Function('found', 'given', `return (${source})(found, given)`)(target, given),
        [read.toString(), found, arg] as const,
      )) as Result
    })
  }

  /** One question at a time, each to an up-to-date page. */
  private alone<T>(work: (page: Page) => Promise<T>): Promise<T> {
    const result = this.queue.then(async () => work(await this.sync()))
    this.queue = result.catch(() => undefined)
    return result
  }

  private async sync(): Promise<Page> {
    this.page ??= this.open()
    const page = await this.page
    const { app, device } = this.phone
    const top = app.router.top
    if (!top) return page
    const state = JSON.stringify([
      app.renderer.version,
      top.id,
      device.toast,
      device.loading,
      device.modal,
      ...device.badges,
    ])
    if (state === this.state) return page
    const writer = new HtmlWriter(device)
    const tree = writer.write(top.view.root)
    const tabs = tabBarHeight(app, device, top.path)
    const content = `<div class="${tabs ? 'wx-window--tabs' : ''}"><div class="wx-page">${tree}</div></div>`
    await page.evaluate(draw, [this.styleOf(top.path, tabs), `${content}${chrome(app, device, top.path)}`] as const)
    this.numbers = writer.numbers
    this.state = state
    return page
  }

  private styleOf(path: string, tabs: number): string {
    const known = this.sheets.get(path)
    if (known !== undefined) return known
    const { app, device } = this.phone
    const { backgroundColor = '#fff' } = { ...app.package.config.window, ...app.package.json(`${path}.json`) }
    const screen = `:root{--tabs:${tabs}px;--vh:${(device.height - tabs) / 100}px;--window:${backgroundColor}}`
    const style = `${screen}${base}${styleOf(app.package, path, device)}`
    this.sheets.set(path, style)
    return style
  }

  private async open(): Promise<Page> {
    browser ??= launch()
    const { width, height } = this.phone.device
    const context = await (await browser).newContext({
      viewport: { width, height },
      deviceScaleFactor: 2,
      locale: 'zh-CN',
    })
    const page = await context.newPage()
    await page.route('**/*', async (route) => {
      const { pathname, origin } = new URL(route.request().url())
      if (pathname === '/')
        return route.fulfill({ contentType: 'text/html', body: '<!doctype html><style></style><body>' })
      const file = [this.phone.options.folder, this.pictures].map((folder) => join(folder, pathname)).find(existsSync)
      if (origin !== ORIGIN || !file) {
        this.missing.add(route.request().url())
        return route.abort()
      }
      return route.fulfill({ path: file })
    })
    await page.goto(`${ORIGIN}/`)
    return page
  }
}

/** In the browser: shows a page. What moves for a while has arrived at once; what moves for ever goes on. */
function draw([style, html]: readonly [string, string]): void {
  const sheet = document.querySelector('style')
  if (sheet && sheet.textContent !== style) sheet.textContent = style
  document.body.innerHTML = html
  for (const animation of document.getAnimations())
    if (animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY) animation.finish()
}
