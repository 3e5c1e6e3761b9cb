import type { Buffer } from 'node:buffer'

/** A live query: documents now and after every change. */
export interface CloudWatch {
  close(): void
}

/** What stands behind a phone: the cloud as its owner may use it, and WeChat's own services. All data is plain. */
export interface WeChat {
  /** Calls a cloud function as the phone's owner. Rejects when the function fails or is not there. */
  call(name: string, data: unknown): Promise<unknown>
  /** Documents that match and that the security rules let him see. */
  watch(
    collection: string,
    query: Record<string, unknown>,
    onDocs: (docs: Record<string, unknown>[]) => void,
    onError: (error: Error) => void,
  ): CloudWatch
  /** The phone has a network or not: without one live queries hear nothing. */
  network(isOnline: boolean): void
  /** Keeps a file and gives its id. */
  upload(cloudPath: string, content: Buffer): Promise<string>
  /** He pays in the sheet; resolves when the payment is known. */
  pay(prepayId: string): Promise<void>
  /** He allows one message of each template. */
  consent(templateIds: string[]): Promise<void>
  /** A code that a cloud function turns into his phone number. */
  phoneCode(): Promise<string>
}
