/** An element with properties and children; text is always text, whatever a document holds. */
export function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children.flat())
  return made
}

/** A moment as people in China write it. */
export const time = (ms) =>
  new Date(ms).toLocaleString('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour12: false,
    dateStyle: 'short',
    timeStyle: 'medium',
  })

const yuan = (fen) => `¥${(fen / 100).toFixed(2)}`
const empty = (text) => element('p', { className: 'card empty' }, text)

/** A table; a column is [title, class, cell]; `open` makes rows something to click. */
function table(columns, rows, open) {
  const head = element(
    'tr',
    {},
    columns.map(([title, className = '']) => element('th', { className }, title)),
  )
  const body = rows.map((row) => {
    const cells = columns.map(([, className = '', cell]) => element('td', { className }, cell(row) ?? ''))
    if (!open) return element('tr', {}, cells)
    const onkeydown = (event) => event.key === 'Enter' && open(row)
    return element('tr', { className: 'link', tabIndex: 0, onclick: () => open(row), onkeydown }, cells)
  })
  return element(
    'div',
    { className: 'card' },
    element('table', {}, element('thead', {}, head), element('tbody', {}, body)),
  )
}

const outcome = (call) => element('span', { className: call.error ? 'bad' : 'good' }, call.error ? '失败' : '成功')

const filter = { name: '', failed: false }

export async function callsView({ ask, detail, refresh }) {
  const query = new URLSearchParams({ name: filter.name, failed: filter.failed ? '1' : '0' })
  const [functions, calls] = await Promise.all([ask('functions'), ask(`calls?${query}`)])
  const names = functions.map(({ name }) => element('option', { value: name, selected: name === filter.name }, name))
  const choose = element('select', { ariaLabel: '函数' }, element('option', { value: '' }, '全部函数'), names)
  choose.onchange = () => {
    filter.name = choose.value
    refresh()
  }
  const failed = element('button', { type: 'button' }, filter.failed ? '看全部' : '只看失败')
  failed.onclick = () => {
    filter.failed = !filter.failed
    refresh()
  }
  const open = (call) =>
    detail(`${call.name} · ${time(call.at)}`, [
      ['参数', pretty(call.event)],
      ...(call.error ? [['错误', call.error]] : [['结果', pretty(call.result ?? '')]]),
      ['日志', call.logs.map((line) => `${line.level}  ${line.text}`).join('\n') || '没有输出'],
      ['请求', { requestId: call.requestId, source: call.source, openid: call.openid, uid: call.uid }],
    ])
  const columns = [
    ['时间', '', (call) => time(call.at)],
    ['函数', '', (call) => call.name],
    ['结果', 'keep', outcome],
    ['用时', 'number', (call) => `${call.tookMs.toFixed(0)} ms`],
    ['排队', 'number wide-only', (call) => `${call.queuedMs.toFixed(0)} ms`],
    ['往返', 'number wide-only', (call) => String(call.roundTrips)],
    ['调用者', 'wide-only', (call) => call.openid ?? call.uid ?? call.source],
    ['参数', 'cut', (call) => call.event],
  ]
  const list = calls.length > 0 ? table(columns, calls, open) : empty('还没有函数调用')
  return [element('div', { className: 'bar' }, choose, failed), list]
}

/** Collections of the emulator itself, whose names begin with an underscore, come last. */
const rank = ({ name }) => (name.startsWith('_') ? 1 : 0)

const place = { collection: '', query: '', skip: 0 }

export async function dataView({ ask, detail, refresh }) {
  const collections = (await ask('collections')).sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
  if (collections.length === 0) return [empty('还没有集合')]
  if (!collections.some(({ name }) => name === place.collection)) place.collection = collections[0].name
  const options = collections.map(({ name, documents }) =>
    element('option', { value: name, selected: name === place.collection }, `${name}（${documents}）`),
  )
  const choose = element('select', { ariaLabel: '集合' }, options)
  const query = element('input', {
    className: 'wide',
    value: place.query,
    placeholder: '查询条件，JSON：{"state":"paid"}',
  })
  const form = element('form', {}, choose, query, element('button', {}, '查询'))
  const go = (collection, skip) => {
    Object.assign(place, { collection, query: query.value, skip })
    refresh()
  }
  choose.onchange = () => go(choose.value, 0)
  form.onsubmit = (event) => {
    event.preventDefault()
    go(choose.value, 0)
  }
  const { skip } = place
  const asked = new URLSearchParams({ collection: place.collection, query: place.query || '{}', skip: String(skip) })
  const found = await ask(`documents?${asked}`).catch((error) => ({ error: error.message }))
  if (found.error) return [form, element('p', { className: 'card pad bad' }, found.error)]
  const open = (document) => detail(String(document._id), [['文档', document]])
  const columns = [
    ['_id', 'id', (document) => String(document._id)],
    ['内容', 'cut long', ({ _id, ...rest }) => JSON.stringify(rest)],
  ]
  const turn = (name, to, enabled) =>
    element('button', { disabled: !enabled, onclick: () => go(place.collection, to) }, name)
  const pages = element(
    'div',
    { className: 'bar' },
    turn('上一页', skip - found.page, skip > 0),
    turn('下一页', skip + found.page, skip + found.page < found.total),
    element('span', { className: 'soft' }, `共 ${found.total} 条，第 ${Math.floor(skip / found.page) + 1} 页`),
  )
  return [form, found.documents.length > 0 ? table(columns, found.documents, open) : empty('没有符合的文档'), pages]
}

const STATES = { NOTPAY: '未支付', SUCCESS: '已支付', REFUND: '有退款', CLOSED: '已关闭' }
const notice = (order) => {
  if (!order.notice) return ''
  if (order.notice.delivered) return `已送达，${order.notice.attempts} 次`
  return order.notice.givenUp ? '已放弃' : `未送达，${order.notice.attempts} 次`
}

export async function paymentsView({ ask, detail, refresh }) {
  const orders = await ask('payments')
  if (orders.length === 0) return [empty('还没有支付单')]
  const act = (name, action) => {
    const button = element('button', {}, name)
    button.onclick = async (event) => {
      event.stopPropagation()
      button.disabled = true
      const answer = await action().catch((error) => ({ error: error.message }))
      await refresh()
      if (answer.error) detail('没有成功', [['原因', answer.error]])
    }
    return button
  }
  const buttons = (order) => {
    const repeat = () => ask('pay/repeat', { outTradeNo: order._id })
    const confirm = () => ask('pay/confirm', { prepayId: order.prepayId })
    if (order.state === 'NOTPAY') return act('替他支付', confirm)
    return order.notice ? act('重发通知', repeat) : ''
  }
  const columns = [
    ['下单时间', 'wide-only', (order) => time(order.createdAt)],
    ['商户订单号', '', (order) => order._id],
    ['金额', 'number', (order) => yuan(order.totalFee)],
    ['状态', 'keep', (order) => STATES[order.state]],
    ['退款', 'number wide-only', (order) => (order.refundedFee ? yuan(order.refundedFee) : '')],
    ['通知', 'wide-only', notice],
    ['', 'keep', buttons],
  ]
  return [table(columns, orders, (order) => detail(order._id, [['支付单', order]]))]
}

export async function messagesView({ ask, detail }) {
  const messages = await ask('messages')
  if (messages.length === 0) return [empty('还没有发出订阅消息')]
  const text = (message) => Object.values(message.data).map(({ value }) => value)
  const columns = [
    ['时间', '', (message) => time(message.at)],
    ['接收人', '', (message) => message.touser],
    ['模板', 'wide-only', (message) => message.templateId],
    ['内容', 'cut', (message) => text(message).join(' · ')],
  ]
  return [table(columns, messages, (message) => detail(`发给 ${message.touser}`, [['消息', message]]))]
}

const MINUTE = 60_000
const STEPS = [
  ['前进 1 分钟', MINUTE],
  ['前进 1 小时', 60 * MINUTE],
  ['前进 1 天', 1440 * MINUTE],
]

export async function clockView({ ask, detail, refresh }) {
  const { now, frozen, speed } = await ask('clock')
  const move = (body) => async (event) => {
    event.target.disabled = true
    await ask('clock', body).catch((error) => detail('没有成功', [['原因', error.message]]))
    refresh()
  }
  const state = frozen ? '时钟停住，不会自己走' : `时钟在走，${speed === 1 ? '与真实时间同速' : `${speed} 倍速`}`
  const button = (name, body) => element('button', { onclick: move(body) }, name)
  const steps = STEPS.map(([name, advance]) => button(name, { advance }))
  return [
    element(
      'p',
      { className: 'card pad' },
      element('strong', {}, time(now)),
      element('span', { className: 'soft' }, `　${state}`),
    ),
    element('div', { className: 'bar' }, steps),
    element(
      'div',
      { className: 'bar' },
      button('继续走', { follow: 1 }),
      button('60 倍速', { follow: 60 }),
      button('回到真实时间', { follow: 'real' }),
    ),
    element(
      'p',
      { className: 'soft' },
      '前进时，路上到期的定时触发、延时任务和支付通知会按时间先后执行，时钟随后停住。',
    ),
  ]
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
