/**
 * The life of an order as data. A transition that is not listed does not exist; the functions put `from` into the
 * condition of the update, so that two racing transitions cannot both win.
 */
export type State =
  | 'awaiting_payment'
  | 'paid'
  | 'picked'
  | 'delivered'
  | 'collected'
  | 'completed'
  | 'cancelled'
  | 'expired'
  | 'refunded'

export type Step = 'pay' | 'pick' | 'deliver' | 'collect' | 'complete' | 'cancel' | 'expire' | 'refund'

export const transitions: Readonly<Record<Step, { from: readonly State[]; to: State }>> = {
  // A payment that lands after the order was closed is honoured when the goods are still there.
  pay: { from: ['awaiting_payment', 'expired', 'cancelled'], to: 'paid' },
  pick: { from: ['paid'], to: 'picked' },
  deliver: { from: ['paid', 'picked'], to: 'delivered' },
  collect: { from: ['paid', 'picked', 'delivered'], to: 'collected' },
  complete: { from: ['collected'], to: 'completed' },
  cancel: { from: ['awaiting_payment'], to: 'cancelled' },
  expire: { from: ['awaiting_payment'], to: 'expired' },
  // From a closed state: the money of a late payment that could not be honoured.
  refund: { from: ['paid', 'picked', 'delivered', 'collected', 'expired', 'cancelled'], to: 'refunded' },
}

/** Whether a step may be taken from a state. */
export function can(step: Step, state: State): boolean {
  return transitions[step].from.includes(state)
}

/** States in which the buyer's money is with us. */
export const settledStates: readonly State[] = ['paid', 'picked', 'delivered', 'collected', 'completed']
