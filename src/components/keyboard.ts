/** What acts like a button without being one. */
const PRESSABLE = '[role=button], [role=link], [role=checkbox]'
/** How what lies over the page is left: the panel's cross, and 再想想 of a question. */
const CLOSE = '[role=dialog] [aria-label=关闭], .taro-model__cancel'

/**
 * Lets a keyboard press what a mouse can in a browser: Enter and space press what has the focus, Escape leaves what lies
 * over the page. Elements get their place in the order of Tab from `a11y`.
 */
export function listenToKeys(): void {
  window.addEventListener('keydown', (event) => {
    const { key, target } = event
    if (key === 'Escape') [...document.querySelectorAll<HTMLElement>(CLOSE)].at(-1)?.click()
    if ((key !== 'Enter' && key !== ' ') || event.repeat) return
    if (!(target instanceof HTMLElement) || !target.matches(PRESSABLE)) return
    event.preventDefault()
    target.click()
  })
}
