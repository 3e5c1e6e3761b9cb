import type { Page } from 'playwright-core'

/** How much larger text gets on a phone set to large text, about as much as WeChat's 关怀模式. */
const LARGE = 1.3

/** Waits until everything that moves into place has done so and every picture is there. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const moving = () => document.getAnimations().filter((a) => a.effect?.getComputedTiming().iterations !== Infinity)
    // A page that has just been opened starts to slide in a frame later.
    for (let quiet = 0; quiet < 10; quiet++) {
      await frame()
      if (moving().length > 0) quiet = 0
      await Promise.allSettled(moving().map((animation) => animation.finished))
    }
    await Promise.allSettled([...document.images].map((image) => image.decode()))
  })
}

/**
 * Makes text larger and nothing else, as Android's web view does by the phone's font size: fonts and heights of lines
 * grow, boxes stay. Headless Chromium has no such setting. Resolves with how to undo it.
 */
export async function enlargeText(page: Page): Promise<() => Promise<void>> {
  await page.evaluate((scale) => {
    const all = [...document.querySelectorAll<HTMLElement>('body, body *')]
    const larger = (size: string) => (size.endsWith('px') ? `${Number.parseFloat(size) * scale}px` : size)
    const sizes = all.map((element) => [getComputedStyle(element).fontSize, getComputedStyle(element).lineHeight])
    for (const [index, element] of all.entries()) {
      const [font = '', line = ''] = sizes[index] ?? []
      element.dataset.style = element.getAttribute('style') ?? ''
      element.style.setProperty('font-size', larger(font), 'important')
      element.style.setProperty('line-height', larger(line), 'important')
    }
  }, LARGE)
  return () =>
    page.evaluate(() => {
      for (const element of document.querySelectorAll<HTMLElement>('[data-style]')) {
        element.setAttribute('style', element.dataset.style ?? '')
        delete element.dataset.style
      }
    })
}

/**
 * What is wrong with the page in front as it is laid out now, a sentence each: wider than the screen; words cut off,
 * outside their button or card, over other words or under another layer; a thing to press that a thumb misses (less than
 * 40 px high); a bar over what comes last; a ground that ends before the screen does. Words that are meant to end in dots (`ellipsis`) may, unless they are a price.
 */
export function troubles(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const SLACK = 1
    const REACH = 19.5
    const found = new Set<string>()
    const isDrawn = (element: Element) => element.checkVisibility() && element.getBoundingClientRect().width > 0
    const front = [...document.querySelectorAll('.page')].filter(isDrawn).at(-1)
    if (!front) return ['there is no page']
    // A dialog is all that counts while it is there.
    const stage = front.querySelector('.red-packet') ?? front
    const layerOf = (element: Element) => element.closest('.page__bar, .nav-bar, .red-packet') ?? front
    const scrollsSideways = (element: Element) => element.closest('.campaign-tabs')
    const name = (element: Element) =>
      `${[...element.classList].join('.')} 「${element.textContent || element.getAttribute('aria-label')}」`.slice(
        0,
        80,
      )

    for (const one of [document.scrollingElement, ...document.querySelectorAll('.taro-tabbar__panel, .taro_page')])
      one?.scrollTo(0, 0)

    /** A piece of text on one line, with the box its letters fill: less than what the font claims for them. */
    const words: { text: string; parent: Element; left: number; right: number; top: number; bottom: number }[] = []
    const nodes = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT)
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      const parent = node.parentElement
      if (!parent || !node.textContent?.trim() || !isDrawn(parent) || scrollsSideways(parent)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const half = Number.parseFloat(getComputedStyle(parent).fontSize) * 0.4
      for (const { left, right, top, bottom, width } of range.getClientRects()) {
        const middle = (top + bottom) / 2
        if (width > 0)
          words.push({ text: node.textContent, parent, left, right, top: middle - half, bottom: middle + half })
      }
    }

    const ground = front.getBoundingClientRect().bottom
    const foot = front.closest('.taro_page, .wx-window--tabs')?.getBoundingClientRect().bottom ?? innerHeight
    if (ground < foot - SLACK) found.add(`the ground ends ${Math.round(foot - ground)} px above the foot of the screen`)

    for (const { text, parent, left, right, top, bottom } of words) {
      const dotted = parent.closest('.ellipsis')
      if (dotted) {
        if (parent.closest('.price, .button') && dotted.scrollWidth > dotted.clientWidth + SLACK)
          found.add(`shortened: 「${text}」`)
        continue
      }
      if (left < -SLACK || right > innerWidth + SLACK) found.add(`beyond the screen: 「${text}」`)
      for (let around: Element | null = parent; around && around !== stage; around = around.parentElement) {
        const { display, overflowX, overflowY } = getComputedStyle(around)
        if (display === 'inline') continue
        const box = around.getBoundingClientRect()
        const holds = around.matches('.button, .tag, .card, .page__bar')
        const isWide = right > box.right + SLACK || left < box.left - SLACK
        const isHigh = bottom > box.bottom + SLACK || top < box.top - SLACK
        if (((holds || overflowX !== 'visible') && isWide) || ((holds || overflowY !== 'visible') && isHigh))
          found.add(`cut off, or outside its ${[...around.classList].join('.')}: 「${text}」`)
      }
    }

    for (const [index, one] of words.entries())
      for (const other of words.slice(index + 1)) {
        if (layerOf(one.parent) !== layerOf(other.parent) || one.parent === other.parent) continue
        if (one.parent.closest('.ellipsis') || other.parent.closest('.ellipsis')) continue
        const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left)
        const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
        if (wide > 2 && high > 2) found.add(`over each other: 「${one.text}」 and 「${other.text}」`)
      }

    // What is fixed to the screen has nothing over it.
    for (const { text, parent, left, right, top, bottom } of words) {
      const layer = layerOf(parent)
      if (layer === front) continue
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
      if (!hit || !(hit.contains(parent) || parent.contains(hit))) found.add(`under something else: 「${text}」`)
    }

    for (const element of stage.querySelectorAll('*')) {
      if (!isDrawn(element) || scrollsSideways(element) || element.closest('.ellipsis')) continue
      const { left, right } = element.getBoundingClientRect()
      // Drawn larger on purpose and cut by what is around.
      if (element.matches('.confetti, .red-packet__edge')) continue
      if (right > innerWidth + SLACK || left < -SLACK) found.add(`wider than the screen: ${name(element)}`)
    }
    const root = document.scrollingElement
    if (root && root.scrollWidth > innerWidth + SLACK) found.add('the page scrolls sideways')

    for (const target of stage.querySelectorAll('.button, [role=button], [role=checkbox], [class*="touch"]')) {
      if (!isDrawn(target)) continue
      target.scrollIntoView({ block: 'center', inline: 'center' })
      const { left, top, width, height } = target.getBoundingClientRect()
      const x = left + width / 2
      const y = top + height / 2
      const hits = [-REACH, 0, REACH].map((offset) => document.elementFromPoint(x, y + offset))
      if (!hits.every((hit) => hit && target.contains(hit)))
        found.add(`hard to press: ${name(target)}, ${Math.round(height)} px high`)
    }

    for (const one of [document.scrollingElement, ...document.querySelectorAll('.taro-tabbar__panel, .taro_page')])
      one?.scrollTo(0, one.scrollHeight)
    const last = [...front.querySelectorAll('.page__body > *')].filter(isDrawn).at(-1)
    const bar = [front.querySelector('.page__bar'), document.querySelector('.taro-tabbar__tabbar')].find(
      (one) => one && isDrawn(one),
    )
    const over = last && bar ? last.getBoundingClientRect().bottom - bar.getBoundingClientRect().top : 0
    if (stage === front && over > SLACK) found.add(`the bar is over the last ${Math.round(over)} px`)
    return [...found]
  })
}
