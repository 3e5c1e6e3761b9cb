import { useEffect, useState } from 'react'

/**
 * So many rows go to the screen at once: the first screen and the next, and small enough that a setData with them and
 * all that stands above them stays below 32 KB.
 */
const ROWS = 10
/** Between two pieces the phone has time for a thumb, ms. */
const PAUSE_MS = 120

/**
 * How many of `count` rows are drawn: the first few at once, the others soon after, in pieces. Rows only ever come below
 * what is there, so that nothing moves under the reader's eyes.
 */
export function usePieces(count: number): number {
  const [drawn, setDrawn] = useState(ROWS)
  useEffect(() => {
    if (drawn >= count) return
    const timer = setTimeout(() => setDrawn(drawn + ROWS), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [drawn, count])
  return Math.min(drawn, count)
}
