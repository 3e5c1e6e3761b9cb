import { ask } from './api'
import { el } from './dom'
import { time } from './format'
import { attempt, type Column, empty, field, table, title, toast } from './parts'
import type { View } from './view'

interface User {
  _id: string
  username?: string
  email?: string
  phone?: string
  openid?: string
  anonymous?: boolean
  createdAt: number
}

interface Code {
  to: string
  code: string
  at: number
  used: boolean
}

interface Consent {
  _id: string
  left: number
}

/** A form of texts that asks an endpoint when sent. */
function form(fields: Record<string, string>, verb: string, send: (given: Record<string, string>) => Promise<void>) {
  const inputs = Object.entries(fields).map(([name, label]) => ({
    name,
    label,
    input: el('input', { required: true, spellcheck: false, autocomplete: 'off' }),
  }))
  const run = el('button', { className: 'primary' }, verb)
  const made = el(
    'form',
    { className: 'query' },
    inputs.map(({ label, input }) => field(label, input)),
    run,
  )
  made.onsubmit = (event) => {
    event.preventDefault()
    void attempt(run, () => send(Object.fromEntries(inputs.map(({ name, input }) => [name, input.value.trim()]))))
  }
  return made
}

export const peopleView: View = {
  name: '用户',
  async show({ refresh }) {
    const { users, codes, consents } = await ask<{ users: User[]; codes: Code[]; consents: Consent[] }>('people')
    const addUser = form({ username: '用户名', password: '密码', openid: 'openid' }, '添加用户', async (user) => {
      await ask('users', { users: [user] })
      toast('已添加')
      await refresh()
    })
    const grant = form({ openid: 'openid', template: '模板 ID' }, '授权一次', async ({ openid, template }) => {
      await ask('consents', { openid, templateIds: [template] })
      toast('已授权')
      await refresh()
    })
    const userColumns: Column<User>[] = [
      { title: 'uid', className: 'id mono', cell: (one) => one._id },
      { title: '用户名', cell: (one) => one.username ?? one.email ?? one.phone ?? (one.anonymous ? '匿名' : '') },
      { title: 'openid', className: 'mono', cell: (one) => one.openid },
      { title: '加入', className: 'wide-only time', cell: (one) => time(one.createdAt) },
    ]
    const codeColumns: Column<Code>[] = [
      { title: '发往', className: 'mono', cell: (one) => one.to },
      { title: '验证码', className: 'mono', cell: (one) => one.code },
      { title: '', cell: (one) => (one.used ? '已使用' : '') },
      { title: '时间', className: 'wide-only time', cell: (one) => time(one.at) },
    ]
    const consentColumns: Column<Consent>[] = [
      { title: 'openid / 模板', className: 'id mono', cell: (one) => one._id },
      { title: '还可发送', className: 'number', cell: (one) => `${one.left} 条` },
    ]
    return [
      title('用户'),
      addUser,
      users.length > 0 ? table(userColumns, users) : empty('还没有用户。Web SDK 用这里的用户名和密码登录。'),
      ...(codes.length > 0 ? [title('验证码'), table(codeColumns, codes)] : []),
      title('订阅消息授权'),
      grant,
      consents.length > 0 ? table(consentColumns, consents) : empty('还没有授权：一次授权可发一条订阅消息。'),
    ]
  },
}
