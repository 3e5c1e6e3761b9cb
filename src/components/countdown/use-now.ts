import { useEffect, useState } from 'react'

/** The cloud's time (ms), renewed every `every` ms. `clockOffset` is the cloud's clock minus this device's. */
export function useNow(clockOffset: number, every = 1_000): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [every])
  return now + clockOffset
}
