import { ask } from './api'
import { openDialog } from './dialog'
import { json, time } from './format'
import { type Column, code, empty, table, title } from './parts'
import type { View } from './view'

interface Message {
  at: number
  touser: string
  templateId: string
  data: Record<string, { value: unknown }>
}

export const messagesView: View = {
  name: '订阅消息',
  live: true,
  async show() {
    const messages = await ask<Message[]>('messages')
    const columns: Column<Message>[] = [
      { title: '时间', className: 'time', cell: (one) => time(one.at) },
      { title: '接收人', className: 'mono', cell: (one) => one.touser },
      { title: '模板', className: 'wide-only mono', cell: (one) => one.templateId },
      {
        title: '内容',
        className: 'cut',
        cell: (one) =>
          Object.values(one.data)
            .map(({ value }) => String(value))
            .join(' · '),
      },
    ]
    const open = (one: Message) => openDialog(`发给 ${one.touser}`, code(json(one)))
    return [
      title('订阅消息'),
      messages.length > 0 ? table(columns, messages, open) : empty('还没有发出订阅消息。授权在「用户」里给。'),
    ]
  },
}
