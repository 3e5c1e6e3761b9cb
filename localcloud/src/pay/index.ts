import type { Scheduler } from '../clock/scheduler'
import type { Database } from '../database/types'
import type { Faults } from '../faults/faults'
import type { FunctionRuntime } from '../functions/runtime'
import type { Limits } from '../limits/limits'
import { PayNotices } from './notices'
import { PayOrders } from './orders'
import { PayRefunds } from './refunds'
import type { V2Reply } from './v2'

/** The payment service: cloudPay of the SDK on one side, the payment sheet on the other. */
export class PayService {
  readonly notices: PayNotices
  readonly orders: PayOrders
  readonly refunds: PayRefunds

  constructor(
    database: Database,
    runtime: FunctionRuntime,
    scheduler: Scheduler,
    now: () => number,
    faults: Faults,
    limits: Limits,
  ) {
    this.notices = new PayNotices(database, runtime, scheduler, now, faults)
    this.orders = new PayOrders(database, this.notices, now, limits)
    this.refunds = new PayRefunds(database, this.orders, this.notices, now, limits)
  }

  /** After a start: mends what a crash cut in two and takes up undelivered notices. */
  async resume(): Promise<void> {
    await this.refunds.mend()
    this.notices.resume()
  }

  /** One `cloudPay.*` request; undefined when the API is not emulated. */
  async handle(api: string, data: V2Reply, callerOpenid: string | undefined): Promise<V2Reply | undefined> {
    switch (api) {
      case 'unifiedOrder':
        return await this.orders.place(data, callerOpenid)
      case 'queryOrder':
        return this.orders.query(data)
      case 'closeOrder':
        return await this.orders.close(data)
      case 'refund':
        return await this.refunds.refund(data)
      case 'queryRefund':
        return this.refunds.query(data)
      default:
        return undefined
    }
  }
}
