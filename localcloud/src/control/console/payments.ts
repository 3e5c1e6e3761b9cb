import { ask } from './api'
import { openDialog } from './dialog'
import { json, time, yuan } from './format'
import { badge, button, type Column, code, empty, table, title, toast } from './parts'
import type { View } from './view'

interface Payment {
  _id: string
  prepayId: string
  body: string
  openid: string
  totalFee: number
  refundedFee: number
  state: 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED'
  createdAt: number
  notice?: { attempts: number; delivered: boolean; givenUp: boolean; lastError?: string }
}

const STATES = {
  NOTPAY: ['未支付', 'warn'],
  SUCCESS: ['已支付', 'good'],
  REFUND: ['有退款', ''],
  CLOSED: ['已关闭', ''],
} as const

export const paymentsView: View = {
  name: '支付',
  live: true,
  async show({ refresh }) {
    const payments = await ask<Payment[]>('payments')
    const act = (text: string, path: string, body: object, said: string) =>
      button(text, async () => {
        await ask(path, body)
        toast(said)
        await refresh()
      })
    const actions = ({ _id, prepayId, state, notice }: Payment) => {
      if (state === 'NOTPAY') {
        return [
          act('支付', 'pay/confirm', { prepayId }, '已支付'),
          act('取消', 'pay/cancel', { prepayId }, '支付面板已关闭，订单仍可支付'),
        ]
      }
      return notice ? [act('重发通知', 'pay/repeat', { outTradeNo: _id }, '通知已重发')] : []
    }
    const columns: Column<Payment>[] = [
      { title: '下单时间', className: 'wide-only time', cell: (one) => time(one.createdAt) },
      { title: '商户订单号', className: 'id mono', cell: (one) => one._id },
      { title: '金额', className: 'number', cell: (one) => yuan(one.totalFee) },
      { title: '状态', className: 'keep', cell: ({ state }) => badge(STATES[state][0], STATES[state][1]) },
      {
        title: '退款',
        className: 'number wide-only',
        cell: (one) => (one.refundedFee > 0 ? yuan(one.refundedFee) : ''),
      },
      { title: '通知', className: 'wide-only', cell: notified },
      { title: '', className: 'keep buttons', cell: actions },
    ]
    const open = (one: Payment) => openDialog(one._id, code(json(one)))
    return [title('支付'), payments.length > 0 ? table(columns, payments, open) : empty('还没有支付单')]
  },
}

function notified({ notice }: Payment): string {
  if (!notice) return ''
  if (notice.delivered) return `已送达（${notice.attempts} 次）`
  return notice.givenUp ? '已放弃' : `未送达（${notice.attempts} 次）`
}
