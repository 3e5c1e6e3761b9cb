import type { Tokens } from './tokens'

/** What `createTicket` puts between the id of the key and the token. */
const MADE_BY_SDK = /^[^/]+\/@@\/[^.]+\.([^.]+)\.[^.]+$/

/**
 * Who a ticket for custom sign-in names: one of `POST /_localcloud/tickets`, or one that node-sdk's `createTicket` made.
 * That is signed with a key whose other half only the platform has: here it is taken at its word, and therefore from
 * this machine only. Its age is not looked at, for it may come from another clock.
 * @param local whether whoever hands it in is on this machine
 * @returns the uid, or undefined when the ticket is no good
 */
export function uidOfTicket(tokens: Tokens, ticket: unknown, local: boolean): string | undefined {
  const [, payload] = (local && typeof ticket === 'string' && MADE_BY_SDK.exec(ticket)) || []
  if (payload === undefined) return tokens.verify(ticket, 'ticket')?.uid
  try {
    const { uid } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { uid?: unknown }
    return typeof uid === 'string' && uid !== '' ? uid : undefined
  } catch {
    return undefined
  }
}
