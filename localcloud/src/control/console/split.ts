import { type Child, el } from './dom'
import { title } from './parts'

export interface SplitOptions {
  heading: string
  list: { key: string; href: string; text: string; note: Child }[]
  /** Key of the item that is shown; '' for none. */
  chosen: string
  /** Address without an item. */
  back: string
  content: Child[]
  actions?: Child
}

/** A list beside what was chosen from it; on narrow screens one or the other. */
export function split({ heading, list, chosen, back, content, actions }: SplitOptions): Child[] {
  const links = list.map(({ key, href, text, note }) => {
    const link = el('a', { href }, el('span', {}, text), note)
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
