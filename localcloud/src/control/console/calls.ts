import { ask, type CallInfo, type FunctionInfo, withQuery } from './api'
import { openDialog } from './dialog'
import { type Child, el } from './dom'
import { hour, pretty, time } from './format'
import { badge, button, type Column, code, empty, facts, table, title } from './parts'
import type { View } from './view'

const filter = { name: '', failed: false }

export const callsView: View = {
  name: '调用日志',
  live: true,
  async show({ refresh }) {
    const [functions, calls] = await Promise.all([
      ask<FunctionInfo[]>('functions'),
      ask<CallInfo[]>(withQuery('calls', { name: filter.name, failed: filter.failed ? 1 : 0 })),
    ])
    const option = (value: string, text: string) => el('option', { value, selected: value === filter.name }, text)
    const choose = el(
      'select',
      { ariaLabel: '函数' },
      option('', '全部函数'),
      functions.map(({ name }) => option(name, name)),
    )
    choose.onchange = () => {
      filter.name = choose.value
      choose.blur()
      return refresh()
    }
    const only = button('只看失败', () => {
      filter.failed = !filter.failed
      only.blur()
      return refresh()
    })
    only.ariaPressed = String(filter.failed)
    const none = filter.name || filter.failed ? '没有符合的调用' : '还没有函数被调用'
    return [title('调用日志', choose, only), calls.length > 0 ? callTable(calls) : empty(none)]
  },
}

export function callTable(calls: CallInfo[], withName = true): HTMLElement {
  const columns: Column<CallInfo>[] = [
    { title: '时间', className: 'time', cell: (call) => hour(call.at ?? 0) },
    { title: '函数', className: 'strong', cell: (call) => call.name },
    { title: '结果', className: 'keep', cell: outcome },
    { title: '用时', className: 'number', cell: (call) => `${(call.tookMs ?? 0).toFixed(0)} ms` },
    { title: '往返', className: 'number wide-only', cell: (call) => call.roundTrips },
    { title: '调用者', className: 'wide-only mono', cell: (call) => call.openid ?? call.uid ?? call.source },
    { title: '参数', className: 'cut mono', cell: (call) => call.event },
  ]
  return table(withName ? columns : columns.filter((column) => column.title !== '函数'), calls, (call) => {
    openDialog(`${call.name} · ${time(call.at ?? 0)}`, [
      el('h3', {}, '参数'),
      code(pretty(call.event ?? '')),
      report(call),
    ])
  })
}

export const outcome = (call: CallInfo): HTMLElement =>
  call.error === undefined ? badge('成功', 'good') : badge('失败', 'bad')

/** Result or error, what was printed, and the figures of one call. */
export function report(call: CallInfo): Child[] {
  const logs = call.logs.map(({ level, text }) => el('div', { className: `log ${level}` }, el('b', {}, level), text))
  return [
    call.error === undefined
      ? [el('h3', {}, '结果'), code(pretty(call.result ?? 'null'))]
      : [el('h3', { className: 'bad' }, '错误'), el('pre', { className: 'failed' }, call.error)],
    el('h3', {}, '日志'),
    logs.length > 0 ? el('div', { className: 'logs' }, logs) : el('p', { className: 'soft' }, '没有输出'),
    call.tookMs === undefined
      ? null
      : facts([
          ['用时', `${call.tookMs.toFixed(1)} ms，排队 ${(call.queuedMs ?? 0).toFixed(1)} ms`],
          ['数据库等往返', call.roundTrips],
          ['调用者', call.openid ?? call.uid ?? call.source],
          ['requestId', el('code', {}, call.requestId)],
        ]),
  ]
}
