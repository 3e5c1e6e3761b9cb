import type { RedPacket, TargetStep } from '@/contract/shapes'

/** The next step of a target, and what is at stake: k more orders bring this step's amount (fen). */
export interface NextStep {
  k: number
  amountFen: number
}

/** The lowest step not reached by `orders`. Each step pays its own amount once, so that it is total(n + k) − total(n). */
export function nextStep(steps: TargetStep[], orders: number): NextStep | undefined {
  const next = steps.find((step) => step.window === 'day' && step.orders > orders)
  return next && { k: next.orders - orders, amountFen: next.amountFen }
}

const OFF: RedPacket['state'][] = ['failed']

/** Red packets granted on a business day, whatever became of them; fen. */
export function packetsOfDay(packets: RedPacket[], day: string): number {
  return packets
    .filter((packet) => packet.window === 'day' && packet.windowKey === day && !OFF.includes(packet.state))
    .reduce((sum, packet) => sum + packet.amountFen, 0)
}

const TAKEABLE: RedPacket['state'][] = ['granted', 'transferring', 'awaiting_confirm']

/** Whether a leader can take it into his wallet now. */
export const isTakeable = (packet: RedPacket) => TAKEABLE.includes(packet.state)

/** Those in `next` that were not in `seen`, takeable; the newest first. */
export function newlyGranted(seen: ReadonlySet<string>, next: RedPacket[]): RedPacket[] {
  return next.filter((packet) => !seen.has(packet._id) && isTakeable(packet)).sort((a, b) => b.grantedAt - a.grantedAt)
}
