/** So many at once: WeChat Pay and the database answer many side by side, and one that is slow keeps four going. */
const SIDE_BY_SIDE = 5
/** What a job may begin in a sweep, ms. */
const BEGIN_WITHIN_MS = 8_000

/**
 * Does a job's work for each of what is due, some side by side, while there is time; the rest is for the next sweep. One
 * that fails is logged, as `what`, and keeps nothing from the others. Returns how many were begun.
 */
export async function each<T extends { _id: string }>(
  due: readonly T[],
  what: string,
  work: (item: T) => Promise<unknown>,
): Promise<number> {
  const started = performance.now()
  let next = 0
  const lane = async () => {
    while (next < due.length && performance.now() - started < BEGIN_WITHIN_MS) {
      const item = due[next++] as T
      try {
        await work(item)
      } catch (error) {
        console.error(JSON.stringify({ event: what, id: item._id, error: String(error) }))
      }
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane))
  return next
}
