import { createHmac } from 'node:crypto'
import { APP_ID } from '../functions/caller'
import { bytesField, readMessage } from './protobuf'
import { writeBytes } from './wire'

/** Calls of the SDK that ask for no more than a signature: `cloud.getVoIPSign`, `cloud.getCloudCallSign`. */
export const SIGNED = new Set(['ApiVoipSign', 'GetCloudCallSign'])

/**
 * Signs what is asked (CommApiData.svrkitData.reqData: 4, 2); the reply's field 1 is the signature in hex. The same
 * request has the same signature; nobody but WeChat could tell that it is none of WeChat's.
 */
export function sign(data: Buffer): Buffer {
  const hmac = createHmac('sha256', APP_ID)
  for (const { number, bytes } of readMessage(data)) {
    if (number === 4 && bytes) hmac.update(bytes)
  }
  return writeBytes(bytesField(1, hmac.digest('hex')), 'application/octet-stream')
}
