import { useEffect, useRef, useState } from 'react'

const FRESH_MS = 3_000

/** How many of `value` arrived in the last three seconds, while looked at; the first value counts as old. */
export function useFresh(value: number): number {
  const seen = useRef(value)
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>())
  const [fresh, setFresh] = useState(0)
  useEffect(() => {
    const grown = value - seen.current
    seen.current = value
    if (grown <= 0) return
    setFresh((count) => count + grown)
    const timer = setTimeout(() => {
      timers.current.delete(timer)
      setFresh((count) => Math.max(0, count - grown))
    }, FRESH_MS)
    timers.current.add(timer)
  }, [value])
  useEffect(() => {
    const running = timers.current
    return () => {
      for (const timer of running) clearTimeout(timer)
    }
  }, [])
  return fresh
}
