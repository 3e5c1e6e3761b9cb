import { config } from '../config'
import { merchantTransfers } from './transfer.merchant'
import { sandboxTransfers } from './transfer.sandbox'
import type { TransferGateway } from './transfer.types'

/** The gateway this deployment pays through. */
export const transfers: TransferGateway = config.transferGateway === 'sandbox' ? sandboxTransfers : merchantTransfers
