let offset = 0

/** Learns from an answer that carries the cloud's time (ms) how far this device's clock is off. */
export function learn(cloudNow: number): void {
  offset = cloudNow - Date.now()
}

/** Cloud's clock minus this device's, ms, as last learned; 0 before that. */
export const clockOffset = (): number => offset
