import { callsView, clockView, dataView, element, messagesView, paymentsView, time } from './views.js'

/** How often the view in front is read again. */
const REFRESH_MS = 3000

const VIEWS = {
  calls: { name: '函数调用', show: callsView },
  data: { name: '数据', show: dataView, still: true },
  payments: { name: '支付', show: paymentsView },
  messages: { name: '订阅消息', show: messagesView },
  clock: { name: '时钟', show: clockView, still: true },
}

/** Asks a control endpoint; throws its message when it refuses. */
export async function ask(path, body) {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const reply = await fetch(`/_localcloud/${path}`, init)
  const value = await reply.json()
  if (!reply.ok) throw new Error(value.error ?? value.message ?? `HTTP ${reply.status}`)
  return value
}

/** Shows something over the page: pairs of a title and a text or value. */
export function detail(title, parts) {
  const dialog = document.getElementById('detail')
  const texts = parts.map(([name, value]) => [
    element('h3', {}, name),
    element('pre', {}, typeof value === 'string' ? value : JSON.stringify(value, null, 2)),
  ])
  const close = element('button', { onclick: () => dialog.close() }, '关闭')
  dialog.replaceChildren(element('div', { className: 'bar' }, element('h2', {}, title), close), ...texts.flat())
  dialog.showModal()
}

const view = document.getElementById('view')
let shown = 0

const current = () => (location.hash.slice(1) in VIEWS ? location.hash.slice(1) : 'calls')

async function show() {
  const turn = ++shown
  try {
    const content = await VIEWS[current()].show({ ask, detail, refresh: show })
    if (turn === shown) view.replaceChildren(...content)
  } catch (error) {
    if (turn === shown) view.replaceChildren(element('p', { className: 'card pad bad' }, error.message))
  }
}

function tabs() {
  const buttons = Object.entries(VIEWS).map(([key, { name }]) => {
    const button = element('button', { onclick: () => (location.hash = key) }, name)
    if (key === current()) button.setAttribute('aria-current', 'page')
    return button
  })
  document.getElementById('tabs').replaceChildren(...buttons)
}

async function header() {
  const { now, frozen, speed } = await ask('clock')
  const pace = frozen ? '已停住' : speed === 1 ? '' : `${speed} 倍速`
  document.getElementById('clock').textContent = `${time(now)} ${pace}`
}

/** A view somebody works in is left alone; so is one with a dialog before it or text selected in it. */
const busy = () =>
  document.hidden ||
  VIEWS[current()].still ||
  document.getElementById('detail').open ||
  view.contains(document.activeElement) ||
  !getSelection().isCollapsed

addEventListener('hashchange', () => {
  tabs()
  show()
})
setInterval(() => {
  header().catch(() => undefined)
  if (!busy()) show()
}, REFRESH_MS)
tabs()
show()
header().catch(() => undefined)
