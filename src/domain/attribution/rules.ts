import { DAY_MS } from '../time'

/** Windows of attribution (incentives.md, "Who earns what"); days are 24 hours from the instant. */
export interface AttributionRules {
  /** A binding is protected for so long from the last effective order with its leader. */
  protectedMs: number
  /** How long before registering a touch can make an inviter. */
  inviteMs: number
  /** How long before an order a touch gives it its channel. */
  channelMs: number
  /** How often a resident may change leader himself. */
  changeMs: number
  /** Net from which an order counts, fen. */
  minEffectiveFen: number
}

export const attributionRules: AttributionRules = {
  protectedMs: 30 * DAY_MS,
  inviteMs: 7 * DAY_MS,
  channelMs: DAY_MS,
  changeMs: 30 * DAY_MS,
  minEffectiveFen: 500,
}
