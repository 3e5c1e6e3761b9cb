import type { ServerResponse } from 'node:http'

/** Headers the web SDK sends along; browsers ask for each. */
const HEADERS = [
  'authorization',
  'content-type',
  'x-device-id',
  'x-request-id',
  'x-sdk-version',
  'x-tcb-region',
  'x-seqid',
  'x-cos-meta-fileid',
  'x-cos-security-token',
].join(', ')

/** Lets pages of any origin use the client addresses: the page is served from another port or machine. */
export function allowOrigin(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', '*')
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE, OPTIONS')
  response.setHeader('Access-Control-Allow-Headers', HEADERS)
  response.setHeader('Access-Control-Expose-Headers', 'x-request-id')
  response.setHeader('Access-Control-Max-Age', '86400')
}
