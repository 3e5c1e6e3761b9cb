import { type Child, el } from './dom'
import { title } from './parts'

export interface SplitOptions {
  heading: string
  /** `soft`: one that matters less. */
  list: { key: string; href: string; text: string; note: Child; soft?: boolean }[]
  /** Key of the item that is shown; '' for none. */
  chosen: string
  /** Address without an item. */
  back: string
  content: Child[]
  actions?: Child
}

/** Where there is room for both. */
const WIDE = '(min-width: 821px)'

/** A list beside what was chosen from it, the first unless something else is; on narrow screens one or the other. */
export function split({ heading, list, chosen, back, content, actions }: SplitOptions): Child[] {
  const [first] = list
  if (chosen === '' && first && matchMedia(WIDE).matches) {
    location.replace(first.href)
    return []
  }
  const links = list.map(({ key, href, text, note, soft }) => {
    const link = el('a', { href }, el('span', { className: soft ? 'soft' : '' }, text), note)
    if (key === chosen) link.setAttribute('aria-current', 'true')
    return el('li', {}, link)
  })
  return [
    el(
      'div',
      { className: `split ${chosen === '' ? 'open' : ''}` },
      el('section', { className: 'list' }, title(heading, actions), el('ul', { className: 'card' }, links)),
      el('section', { className: 'content' }, el('a', { className: 'back', href: back }, `‹ ${heading}`), content),
    ),
  ]
}
