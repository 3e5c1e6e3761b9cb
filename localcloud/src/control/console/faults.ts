import { ask } from './api'
import { el } from './dom'
import { time } from './format'
import { attempt, badge, button, type Column, empty, field, table, title, toast } from './parts'
import type { View } from './view'

interface Rule extends Record<string, unknown> {
  id: number
  kind: string
  at?: string
  name?: string
  struck: number
}

interface Struck {
  rule: number
  kind: string
  at: string
  name: string
  now: number
}

const KINDS: Record<string, string> = {
  error: '报错',
  latency: '变慢',
  dropRequest: '请求丢失',
  dropReply: '回复丢失（已写入）',
  conflict: '事务冲突',
  crash: '函数崩溃',
  timeout: '函数超时',
  duplicate: '支付通知重复',
  late: '支付通知迟到',
  disconnect: '监听断线',
}

export const faultsView: View = {
  name: '故障',
  async show({ refresh }) {
    const { rules, trace } = await ask<{ rules: Rule[]; trace: Struck[] }>('faults')
    const change = (body: object, said: string) => async () => {
      await ask('faults', body)
      toast(said)
      await refresh()
    }
    const ruleColumns: Column<Rule>[] = [
      { title: '故障', cell: ({ kind }) => badge(KINDS[kind] ?? kind, 'warn') },
      {
        title: '在哪里',
        className: 'mono where',
        cell: ({ at, name }) => [at ?? '任何地方', name ? ` · ${name}` : ''],
      },
      {
        title: '其他',
        className: 'cut mono wide-only',
        cell: ({ id, kind, at, name, struck, ...rest }) => JSON.stringify(rest),
      },
      { title: '已发生', className: 'number', cell: ({ struck }) => struck },
      { title: '', className: 'keep', cell: ({ id }) => button('撤销', change({ clear: id }, '已撤销')) },
    ]
    const traceColumns: Column<Struck>[] = [
      { title: '时间', className: 'time', cell: (one) => time(one.now) },
      { title: '故障', className: 'keep', cell: ({ kind }) => KINDS[kind] ?? kind },
      { title: '在哪里', className: 'mono where', cell: ({ at, name }) => (at.endsWith(name) ? at : `${at} ${name}`) },
    ]
    return [
      title('故障', rules.length > 0 && button('全部撤销', change({ clear: true }, '已撤销'))),
      addForm(refresh),
      rules.length > 0 ? table(ruleColumns, rules) : empty('没有故障：一切照常。'),
      title('发生过的'),
      trace.length > 0 ? table(traceColumns, trace.slice(-100).reverse()) : empty('还没有发生过故障'),
    ]
  },
}

function addForm(refresh: () => Promise<void>): HTMLElement {
  const kind = el(
    'select',
    {},
    Object.entries(KINDS).map(([value, text]) => el('option', { value }, text)),
  )
  const input = (placeholder: string) =>
    el('input', { placeholder, spellcheck: false, autocomplete: 'off', className: 'mono' })
  const at = input('database.* 或 invoke')
  const name = input('集合名或函数名')
  const times = el('input', { type: 'number', min: '1', placeholder: '不限' })
  const run = el('button', { className: 'primary' }, '注入')
  const made = el(
    'form',
    { className: 'query' },
    field('故障', kind),
    field('在哪里', at),
    field('名字', name),
    field('次数', times, 'short'),
    run,
  )
  made.onsubmit = (event) => {
    event.preventDefault()
    void attempt(run, async () => {
      const rule = {
        kind: kind.value,
        ...(at.value && { at: at.value }),
        ...(name.value && { name: name.value }),
        ...(times.value && { times: Number(times.value) }),
      }
      await ask('faults', { rules: [rule] })
      toast('已注入')
      await refresh()
    })
  }
  return made
}
