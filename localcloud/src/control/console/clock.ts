import { ask, type ClockState } from './api'
import { confirmed } from './dialog'
import { el } from './dom'
import { time } from './format'
import { attempt, button, field, title, toast } from './parts'
import type { View } from './view'

const MINUTE = 60_000
const STEPS: [string, number][] = [
  ['+1 分钟', MINUTE],
  ['+10 分钟', 10 * MINUTE],
  ['+1 小时', 60 * MINUTE],
  ['+1 天', 1440 * MINUTE],
  ['+1 周', 7 * 1440 * MINUTE],
]
const SHANGHAI_MS = 8 * 60 * MINUTE

export const clockView: View = {
  name: '时钟',
  async show({ refresh }) {
    const { now, frozen, speed } = await ask<ClockState>('clock')
    const move = (body: object) => async () => {
      await ask('clock', body)
      await refresh()
    }
    const state = frozen ? '停住，不会自己走' : speed === 1 ? '与真实时间同速' : `${speed} 倍速`
    const input = el('input', {
      type: 'datetime-local',
      step: '1',
      value: new Date(now + SHANGHAI_MS).toISOString().slice(0, 19),
    })
    const set = el('button', { className: 'primary' }, '拨到')
    const form = el('form', { className: 'query' }, field('北京时间', input), set)
    form.onsubmit = (event) => {
      event.preventDefault()
      void attempt(set, move({ set: `${input.value}+08:00` }))
    }
    const reset = async () => {
      if (!(await confirmed('清空全部数据：文档、文件、用户、支付、消息和日志？不能撤销。', '清空'))) return
      await ask('reset', {})
      toast('已清空')
      await refresh()
    }
    const row = (...buttons: HTMLElement[]) => el('div', { className: 'row' }, buttons)
    return [
      title('时钟'),
      el(
        'div',
        { className: 'card pad' },
        el('p', { className: 'big' }, time(now)),
        el('p', { className: 'soft' }, state),
      ),
      el('h3', {}, '前进'),
      row(...STEPS.map(([text, advance]) => button(text, move({ advance })))),
      form,
      el('p', { className: 'soft' }, '路上到期的定时触发、延时任务和支付通知按时间先后执行，时钟随后停住。'),
      el('h3', {}, '走'),
      row(
        button('继续走', move({ follow: 1 })),
        button('60 倍速', move({ follow: 60 })),
        button('回到真实时间', move({ follow: 'real' })),
      ),
      el('h3', {}, '重来'),
      row(button('清空全部数据…', reset, 'danger')),
    ]
  },
}
