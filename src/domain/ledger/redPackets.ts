import { account, move, type Posting } from './posting'

interface PacketMoney {
  id: string
  leaderId: string
  pool: string
  amountFen: number
}

/** The budget's money is on its way to the leader. */
export function grantedPostings(packet: PacketMoney, at: number): Posting[] {
  return move(
    `redpacket:${packet.id}`,
    at,
    'target reached',
    packet.id,
    account.redPackets(packet.pool),
    account.transfers,
    packet.amountFen,
  )
}

/** The leader took it into his wallet. */
export function receivedPostings(packet: PacketMoney, at: number): Posting[] {
  return move(
    `redpacket-received:${packet.id}`,
    at,
    'red packet received',
    packet.id,
    account.transfers,
    account.paid(packet.leaderId),
    packet.amountFen,
  )
}

/** Not taken within 24 hours: the money goes to his available balance. */
export function unclaimedPostings(packet: PacketMoney, at: number): Posting[] {
  return move(
    `redpacket-expired:${packet.id}`,
    at,
    'red packet not taken in time',
    packet.id,
    account.transfers,
    account.available(packet.leaderId),
    packet.amountFen,
  )
}
