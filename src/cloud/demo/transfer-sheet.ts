import { yuan } from '@/format/money'
import type { TransferOutcome } from '../types'
import { showSheet } from './sheet'

/** Shows the stand-in for WeChat's page that takes a merchant transfer into the wallet. Amount in fen. */
export async function takeTransfer(amountFen: number): Promise<TransferOutcome> {
  const confirmed = await showSheet(
    {
      tag: '演示收款，不会到账',
      title: '邻团 · 达标红包',
      amount: yuan(amountFen),
      lines: [['收款方式', '微信零钱']],
      confirm: '确认收款',
      note: '这里代替微信的确认收款页',
    },
    async () => {},
  )
  return confirmed ? 'confirmed' : 'cancelled'
}
