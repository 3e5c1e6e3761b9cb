import type { Lines, Statement } from '../settlement/statement'
import { account, move, type Posting } from './posting'

/** What pays a line. Base commission is missing: every order has posted its own, and every refund taken its share back. */
const payers: Partial<Record<keyof Lines, string>> = {
  tierExcess: account.commission,
  safetyNet: account.commission,
  newLeader: account.marketing,
  virtualTier: account.commission,
  newCustomers: account.marketing,
  dividend: account.commission,
}

/**
 * Postings of an approved statement: each line but the base moves to the leader's available balance, what a clawback
 * takes of those lines moves back, a red packet not earned after all goes back to its pool, and the tax is withheld.
 * Wallets are never debited: the balance may go below zero. Ids follow from leader and period.
 */
export function statementPostings(statement: Statement, pool: string, at: number): Posting[] {
  const { leaderId, period, details } = statement
  const ref = `${leaderId}:${period}`
  const available = account.available(leaderId)
  const pay = (id: string, reason: string, from: string, fen: number) => move(id, at, reason, ref, from, available, fen)
  const lines = Object.entries(payers) as [keyof Lines, string][]
  return [
    ...lines.flatMap(([name, from]) =>
      pay(`statement:${ref}:${name}`, `statement: ${name}`, from, statement.lines[name]),
    ),
    ...details.clawback.flatMap((item) =>
      item.redPacket !== undefined
        ? pay(
            `redpacket-reversed:${item.redPacket}`,
            'target not reached after all',
            account.redPackets(pool),
            item.fen,
          )
        : lines.flatMap(([name, from]) =>
            pay(`clawback:${ref}:${item.period}:${name}`, `clawback: ${name}`, from, item.lines?.[name] ?? 0),
          ),
    ),
    ...move(`withheld:${ref}`, at, 'tax withheld', ref, available, account.tax, statement.withheld),
  ]
}

/** The statement's money is on its way, under the number of its transfer. */
export function payoutPostings(statement: Pick<Statement, 'leaderId' | 'period' | 'net'>, at: number): Posting[] {
  const ref = `${statement.leaderId}:${statement.period}`
  const from = account.available(statement.leaderId)
  return move(`payout:${ref}`, at, 'payout', ref, from, account.transfers, statement.net)
}

/** It was received; or it came back after 24 hours and is available again. `attempt` counts transfers that came back. */
export function payoutEndedPostings(
  statement: Pick<Statement, 'leaderId' | 'period' | 'net'>,
  received: boolean,
  attempt: number,
  at: number,
): Posting[] {
  const { leaderId, period, net } = statement
  const ref = `${leaderId}:${period}`
  return received
    ? move(`payout-received:${ref}`, at, 'payout received', ref, account.transfers, account.paid(leaderId), net)
    : move(
        `payout-returned:${ref}:${attempt}`,
        at,
        'payout not taken',
        ref,
        account.transfers,
        account.available(leaderId),
        net,
      )
}
