/** How much longer than asked a part may take before it is given up: it may be in the middle of something. */
const PATIENCE = 2

/**
 * The parts of a benchmark, one after the other: each within its time, and one that fails keeps none of the others from
 * being measured.
 */
export class Parts {
  /** What went wrong, by part. */
  readonly failed: Record<string, string> = {}

  constructor(
    private readonly seconds: number,
    private readonly say: (line: string) => void,
  ) {}

  /**
   * Runs one part and tells of it. `work` should be done by `until` (on the clock of `performance`), with what it has
   * measured by then; one that is not done in twice the time has failed.
   * @returns what `work` gave; undefined when it failed
   */
  async run<T>(
    name: string,
    work: (until: number) => Promise<T>,
    { seconds = this.seconds, shown = () => '' }: { seconds?: number; shown?: (result: T) => string } = {},
  ): Promise<T | undefined> {
    const begun = performance.now()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      const text = `not done after ${PATIENCE * seconds} s`
      timer = setTimeout(() => reject(new Error(text)), PATIENCE * seconds * 1000)
    })
    try {
      const result = await Promise.race([work(begun + seconds * 1000), late])
      this.say(`${name}: ${shown(result) || `${((performance.now() - begun) / 1000).toFixed(1)} s`}`)
      return result
    } catch (error) {
      this.failed[name] = (error as Error).message
      this.say(`${name}: FAILED: ${(error as Error).message}`)
      return undefined
    } finally {
      clearTimeout(timer)
    }
  }
}
