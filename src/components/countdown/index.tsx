import { Text } from '@tarojs/components'
import { useEffect, useRef } from 'react'
import { countdown } from '@/format/time'
import { useNow } from './use-now'

export interface CountdownProps {
  /** The cloud's time (ms) it counts to. */
  until: number
  /** Cloud's clock minus this device's, ms. */
  clockOffset: number
  /** Called once, when zero is reached. */
  onEnd?(): void
  className?: string
}

/** HH:MM:SS to a moment of the cloud's clock, wherever this device's clock stands. */
export function Countdown({ until, clockOffset, onEnd, className = '' }: CountdownProps) {
  const left = until - useNow(clockOffset)
  const isOver = left <= 0
  const end = useRef(onEnd)
  end.current = onEnd
  useEffect(() => {
    if (isOver) end.current?.()
  }, [isOver])
  return <Text className={`num ${className}`}>{countdown(left)}</Text>
}
