import { db } from '../cloud'
import type { TransferGateway, TransferStatus } from './transfer.types'

/**
 * Transfers that move no money: for development, demo and tests, where there is no merchant account. It believes the
 * receiver's client; the real gateway asks WeChat.
 */
const collection = () => db.collection('sandbox_transfers')

async function read(transferNo: string): Promise<TransferStatus | undefined> {
  const { data } = await collection().doc(transferNo).get()
  return (data as { status?: TransferStatus } | null)?.status
}

async function settle(transferNo: string, status: TransferStatus): Promise<TransferStatus | undefined> {
  await collection()
    .where({ _id: transferNo, 'status.state': 'awaiting_confirm' })
    .update({ data: { status: db.command.set(status) } })
  return read(transferNo)
}

export const sandboxTransfers: TransferGateway = {
  async start({ transferNo, openid, amountFen }) {
    const known = await read(transferNo)
    if (known) return known
    const status: TransferStatus = { state: 'awaiting_confirm', package: `sandbox_${transferNo}` }
    await collection().doc(transferNo).set({ data: { openid, amountFen, status } })
    return status
  },
  query: read,
  afterConfirmation: (transferNo) => settle(transferNo, { state: 'received' }),
  cancel: (transferNo) => settle(transferNo, { state: 'returned', why: 'cancelled' }),
}
