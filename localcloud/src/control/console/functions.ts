import { ask, type CallInfo, type FunctionInfo, withQuery } from './api'
import { callTable, outcome, report } from './calls'
import { type Child, el } from './dom'
import { attempt, badge, button, code, empty, facts, failed, field, title, toast } from './parts'
import { split } from './split'
import { linkTo, type View } from './view'

const START = 'localcloud --functions cloudfunctions'

export const functionsView: View = {
  name: '云函数',
  async show({ item, refresh }) {
    const functions = await ask<FunctionInfo[]>('functions')
    if (functions.length === 0) {
      return [title('云函数'), empty('没有云函数。启动时用 --functions 指出它们的目录：', code(START))]
    }
    const list = functions.map((one) => ({
      key: one.name,
      href: linkTo('functions', one.name),
      text: one.name,
      note: one.problem ? badge('无法加载', 'bad') : one.timers.length > 0 ? badge('定时') : null,
    }))
    const chosen = functions.find(({ name }) => name === item)
    return split({
      heading: '云函数',
      list,
      chosen: item,
      back: linkTo('functions'),
      content: chosen ? await details(chosen, refresh) : [item !== '' && empty(`没有云函数 ${item}`)],
    })
  },
}

async function details(info: FunctionInfo, refresh: () => Promise<void>): Promise<Child[]> {
  const calls = await ask<CallInfo[]>(withQuery('calls', { name: info.name, limit: 20 }))
  const fire = async () => {
    await ask('timers', { name: info.name })
    toast('定时触发已执行')
    await refresh()
  }
  const timers = info.timers.map(({ name, expression }) => el('div', {}, `${name} `, el('code', {}, expression)))
  return [
    title(info.name, info.timers.length > 0 && button('立即触发定时器', fire)),
    info.problem !== undefined && failed(info.problem),
    caller(info.name),
    el('h3', {}, '最近的调用'),
    calls.length > 0 ? callTable(calls, false) : empty('还没有被调用'),
    el('h3', {}, '配置'),
    el(
      'div',
      { className: 'card pad' },
      facts([
        ['入口', el('code', {}, info.entry)],
        ['超时', `${info.timeoutMs / 1000} 秒`],
        ['并发', `最多 ${info.concurrency} 个实例，现有 ${info.instances} 个`],
        ['客户端', info.clientInvoke ? '可以调用' : '不可调用'],
        ['定时触发', timers.length > 0 ? timers : '无'],
        ['环境变量', info.env.length > 0 ? info.env.join('，') : '无'],
      ]),
    ),
  ]
}

/** What was typed for a function is there again when one comes back to it. */
const remembered = (name: string, field: string): { get(): string; set(value: string): void } => {
  const key = `localcloud.${name}.${field}`
  return { get: () => localStorage.getItem(key) ?? '', set: (value) => localStorage.setItem(key, value) }
}

function caller(name: string): HTMLElement {
  const [event, openid, uid] = ['event', 'openid', 'uid'].map((one) => remembered(name, one)) as [
    ReturnType<typeof remembered>,
    ReturnType<typeof remembered>,
    ReturnType<typeof remembered>,
  ]
  const text = el('textarea', { value: event.get() || '{}', rows: 5, spellcheck: false })
  const who = el('input', {
    value: openid.get(),
    placeholder: '留空：不带身份',
    spellcheck: false,
    autocomplete: 'off',
  })
  const whoElse = el('input', { value: uid.get(), placeholder: '可选', spellcheck: false, autocomplete: 'off' })
  const run = el('button', { className: 'primary' }, '调用')
  const result = el('div', { className: 'result' })
  const form = el(
    'form',
    { className: 'card pad caller' },
    field('参数 event（JSON）', text, 'wide'),
    field('openid', who),
    field('uid', whoElse),
    el('div', { className: 'actions' }, el('span', { className: 'soft wide-only' }, 'Ctrl + Enter'), run),
    result,
  )
  form.onsubmit = (submitted) => {
    submitted.preventDefault()
    void attempt(run, async () => {
      event.set(text.value)
      openid.set(who.value)
      uid.set(whoElse.value)
      result.replaceChildren(...(await invoke(name, text.value, who.value.trim(), whoElse.value.trim())))
    })
  }
  text.onkeydown = (pressed) => {
    if (pressed.key === 'Enter' && (pressed.ctrlKey || pressed.metaKey)) form.requestSubmit()
  }
  return form
}

async function invoke(name: string, text: string, openid: string, uid: string): Promise<Node[]> {
  let event: unknown
  try {
    event = JSON.parse(text || '{}')
  } catch (error) {
    return [failed(`参数不是 JSON：${(error as Error).message}`)]
  }
  const identity = openid || uid ? { identity: { ...(openid && { openid }), ...(uid && { uid }) } } : {}
  const call = await ask<CallInfo>('invoke', { name, event, ...identity })
  return [el('div', { className: 'report', role: 'status' } as object, outcome(call), report(call))]
}
