import { type Child, el } from './dom'

export function button(text: string, onclick: () => unknown, className = ''): HTMLButtonElement {
  const made = el('button', { type: 'button', className }, text)
  made.onclick = async (event) => {
    event.stopPropagation()
    await attempt(made, onclick)
  }
  return made
}

/** Does something for a button: which cannot be pressed meanwhile, and whose failure is shown. */
export async function attempt(pressed: HTMLButtonElement | null, work: () => unknown): Promise<void> {
  if (pressed) pressed.disabled = true
  try {
    await work()
  } catch (error) {
    toast((error as Error).message, 'bad')
  } finally {
    if (pressed) pressed.disabled = false
  }
}

let hiding: ReturnType<typeof setTimeout> | undefined

/** Says something at the edge of the page; what went wrong stays longer. */
export function toast(text: string, className = ''): void {
  const place = document.getElementById('toast') as HTMLElement
  place.textContent = text
  place.className = `shown ${className}`
  // A dialog lies over everything else: what is said must lie over it too.
  const dialog = [...document.querySelectorAll('dialog')].filter((one) => one.open).at(-1)
  ;(dialog ?? document.body).append(place)
  clearTimeout(hiding)
  hiding = setTimeout(() => place.classList.remove('shown'), className === 'bad' ? 8000 : 3000)
}

export const title = (text: string, ...actions: Child[]): HTMLElement =>
  el('header', { className: 'title' }, el('h2', {}, text), el('div', { className: 'actions' }, actions))

export const empty = (text: string, ...more: Child[]): HTMLElement =>
  el('div', { className: 'card empty' }, el('p', {}, text), more)

export const failed = (text: string): HTMLElement =>
  el('pre', { className: 'card failed', role: 'alert' } as object, text)

export const badge = (text: string, className = ''): HTMLElement =>
  el('span', { className: `badge ${className}` }, text)

export const code = (text: string): HTMLElement => el('pre', {}, text)

/** Pairs of a name and what it is. */
export const facts = (pairs: [name: string, value: Child][]): HTMLElement =>
  el(
    'dl',
    {},
    pairs.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
  )

export function field(label: string, input: HTMLElement, className = ''): HTMLElement {
  return el('label', { className: `field ${className}` }, el('span', {}, label), input)
}

export interface Column<T> {
  title: string
  className?: string
  cell(row: T): Child
}

/** A table; `open` makes its rows something to click, or to reach by keyboard and press Enter. */
export function table<T>(columns: Column<T>[], rows: T[], open?: (row: T) => void): HTMLElement {
  const head = columns.map(({ title: text, className = '' }) => el('th', { className, scope: 'col' }, text))
  const body = rows.map((row) => {
    const cells = columns.map(({ className = '', cell }) => el('td', { className }, cell(row)))
    if (!open) return el('tr', {}, cells)
    const line = el('tr', { className: 'link', tabIndex: 0 }, cells)
    line.onclick = () => {
      if (getSelection()?.isCollapsed !== false) open(row)
    }
    line.onkeydown = (event) => {
      if (event.key === 'Enter' && event.target === line) open(row)
    }
    return line
  })
  return el(
    'div',
    { className: 'card scroll' },
    el('table', {}, el('thead', {}, el('tr', {}, head)), el('tbody', {}, body)),
  )
}
