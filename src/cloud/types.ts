import type { ActionName, InputOf, OutputOf } from '@/contract'
import type { GroupLive, LeaderDay, Payment, RedPacket } from '@/contract/shapes'

export type { ActionName, InputOf, OutputOf }

/** Collections a client may watch, and what their documents are. */
export interface LiveCollections {
  group_live: GroupLive
  leader_live: LeaderDay
  red_packets: RedPacket
}

/** `connecting` until the first documents and after a drop: what is shown may be behind. */
export type WatchState = 'connecting' | 'live'

export interface WatchHandlers<Doc> {
  /** All documents that match now; called at once and after every change. */
  onDocs(docs: Doc[]): void
  onState?(state: WatchState): void
}

export interface Transfer {
  mchId: string
  appId: string
  package: string
}

export type PayOutcome = 'paid' | 'cancelled' | 'failed' | 'unavailable'
export type TransferOutcome = 'confirmed' | 'cancelled' | 'failed' | 'unavailable'

/** Small synchronous storage of this device (of this tab, in a demo). */
export interface DeviceStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** The one door to the cloud. Two of them exist, for the mini-program and for the browser. */
export interface Cloud {
  /** Calls an action. Throws CloudError, for expected failures and for `offline` (20 s without an answer). */
  call<A extends ActionName>(action: A, input: InputOf<A>): Promise<OutputOf<A>>
  /** Watches documents until the returned function is called; comes back by itself after failures. */
  watch<C extends keyof LiveCollections>(
    collection: C,
    where: Record<string, string>,
    handlers: WatchHandlers<LiveCollections[C]>,
  ): () => void
  /** Shows the payment sheet. `paid` is what the sheet says: ask `order.confirm` for the truth. */
  pay(payment: Payment): Promise<PayOutcome>
  /** Shows the sheet that takes a transfer into the wallet. Without `transfer` there is nothing to show outside a demo. */
  requestTransfer(transfer: Transfer | undefined, amountFen: number): Promise<TransferOutcome>
  /** Asks consent to subscribe messages; gives the templates accepted. Empty where messages do not exist. */
  consent(templateIds: string[]): Promise<string[]>
  /** Gets the newest app after the cloud has answered `update_required`. */
  update(): void
  /** The link to a page (routes.ts) to paste into a chat; undefined in a mini-program, which shares cards. */
  linkTo(route: string): string | undefined
  /** Where pictures are, without a slash at the end; empty when there are none. */
  pictureBase: string
  storage: DeviceStorage
  /** `wechat` can fill in a phone number by one tap, share cards and scan codes. */
  face: 'wechat' | 'browser'
  /** Whether this face can pay at all: outside a demo, a browser cannot. */
  canPay: boolean
  /** Tells when the device is or goes offline, or comes back; returns how to stop. */
  onConnectivity(listener: (online: boolean) => void): () => void
}
