/**
 * Waits for work, but not longer than `ms`; then it goes on by itself, and nobody minds when it is frozen with its
 * function: only for work that the sweep finishes. Its failure is logged.
 */
export async function within(ms: number, what: string, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  const logged = work.then(
    () => undefined,
    (error: unknown) => console.error(JSON.stringify({ event: 'left to the sweep', what, error: String(error) })),
  )
  await Promise.race([logged, patience])
  clearTimeout(timer)
}
