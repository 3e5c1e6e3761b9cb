/** The time functions go by. On the embedded cloud `Date` is the emulator's clock, in the cloud it is the platform's. */
export function now(): number {
  return Date.now()
}
