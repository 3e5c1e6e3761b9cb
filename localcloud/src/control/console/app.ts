import { ask, type ClockState } from './api'
import { callsView } from './calls'
import { clockView } from './clock'
import { dataView } from './data'
import { el, flat } from './dom'
import { faultsView } from './faults'
import { filesView } from './files'
import { time } from './format'
import { functionsView } from './functions'
import { messagesView } from './messages'
import { failed } from './parts'
import { paymentsView } from './payments'
import { peopleView } from './people'
import { linkTo, type View } from './view'

const REFRESH_MS = 2500

const VIEWS: Record<string, View> = {
  functions: functionsView,
  calls: callsView,
  data: dataView,
  files: filesView,
  payments: paymentsView,
  messages: messagesView,
  people: peopleView,
  clock: clockView,
  faults: faultsView,
}

const place = document.getElementById('view') as HTMLElement
let turn = 0

function address(): { key: string; view: View; item: string } {
  const [key = '', ...rest] = location.hash.slice(1).split('/')
  const view = VIEWS[key]
  const item = decodeURIComponent(rest.join('/'))
  return view ? { key, view, item } : { key: 'functions', view: functionsView, item: '' }
}

async function show(): Promise<void> {
  const mine = ++turn
  const { view, item } = address()
  let content: (Node | string)[]
  try {
    content = flat(await view.show({ item, refresh: show }))
  } catch (error) {
    content = [failed((error as Error).message)]
  }
  if (mine === turn) place.replaceChildren(...content)
}

function tabs(): void {
  const { key } = address()
  const links = Object.entries(VIEWS).map(([name, view]) => {
    const link = el('a', { href: linkTo(name) }, view.name)
    if (name === key) link.setAttribute('aria-current', 'page')
    return link
  })
  const nav = document.getElementById('tabs') as HTMLElement
  nav.replaceChildren(...links)
  const current = nav.querySelector<HTMLElement>('[aria-current]')
  if (current) nav.scrollLeft = current.offsetLeft - (nav.clientWidth - current.clientWidth) / 2
  document.title = `${address().view.name} · localcloud`
}

async function clock(): Promise<void> {
  const shown = document.getElementById('clock') as HTMLElement
  const state = await ask<ClockState>('clock').catch(() => undefined)
  if (!state) {
    shown.replaceChildren(el('span', { className: 'bad' }, '已断开'))
    return
  }
  const pace = state.frozen ? '时钟停住' : state.speed === 1 ? '' : `${state.speed} 倍速`
  shown.replaceChildren(time(state.now), pace ? el('span', {}, pace) : '')
}

/** What somebody is reading, typing into or has selected is left alone. */
const busy = (): boolean =>
  document.hidden ||
  !address().view.live ||
  document.querySelector('dialog[open]') !== null ||
  place.querySelector(':focus-within') !== null ||
  getSelection()?.isCollapsed === false

addEventListener('hashchange', () => {
  tabs()
  show().then(() => scrollTo(0, 0))
})
setInterval(() => {
  clock()
  if (!busy()) show()
}, REFRESH_MS)
tabs()
show()
clock()
