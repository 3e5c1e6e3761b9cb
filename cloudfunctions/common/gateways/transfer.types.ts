export interface TransferRequest {
  /** ≤ 32 characters; the same number is the same transfer, whatever repeats. */
  transferNo: string
  openid: string
  amountFen: number
  remark: string
}

export type TransferStatus =
  /** Waits for the receiver; `package` opens the confirmation in his WeChat. */
  | { state: 'awaiting_confirm'; package: string }
  | { state: 'received' }
  /** Refused, cancelled or run out; the money is with us. */
  | { state: 'returned'; why: string }

/** Merchant transfer to a WeChat wallet. On doubt the same number is asked about, never another one issued. */
export interface TransferGateway {
  start(request: TransferRequest): Promise<TransferStatus>
  query(transferNo: string): Promise<TransferStatus | undefined>
  /** After the receiver's client says he confirmed: what is true now. */
  afterConfirmation(transferNo: string): Promise<TransferStatus | undefined>
  /** Takes back one that has not been confirmed. Returns what is true afterwards. */
  cancel(transferNo: string): Promise<TransferStatus | undefined>
}
