import { View } from '@tarojs/components'
import { litPicture, ticksOf } from './ticks'
import { useFresh } from './use-fresh'
import './index.scss'

export interface TickBarProps {
  /** Orders so far. */
  value: number
  /** Orders at the right end. */
  goal: number
  /** The last order is so recent that its tick is still new. */
  isNewest?: boolean
  tone?: 'light' | 'dark'
  className?: string
}

/**
 * One tick, one order (over 100: one tick for n of them, which the caller states with `ticksOf(goal).per`).
 * Ticks that arrive while it is looked at grow in persimmon and turn green after three seconds.
 */
export function TickBar({ value, goal, isNewest = false, tone = 'light', className = '' }: TickBarProps) {
  const { per, count } = ticksOf(goal)
  const lit = Math.min(count, Math.floor(value / per))
  const arrived = useFresh(lit)
  const fresh = Math.min(lit, arrived || (isNewest && lit < count ? 1 : 0))
  const steady = lit - fresh
  return (
    <View className={`tick-bar tick-bar--${tone} ${className}`}>
      <View className="tick-bar__ticks tick-bar__off" style={{ backgroundImage: litPicture(count, 'off', tone) }} />
      {steady > 0 && (
        <View className="tick-bar__clip" style={{ width: `${(steady / count) * 100}%` }}>
          <View
            className="tick-bar__ticks"
            style={{ width: `${(count / steady) * 100}%`, backgroundImage: litPicture(count, 'lit', tone) }}
          />
        </View>
      )}
      {fresh > 0 && (
        <View
          key={lit}
          className={`tick-bar__fresh ${arrived > 0 ? 'tick-bar__fresh--grow' : ''}`}
          style={{
            left: `${(steady / count) * 100}%`,
            width: `${(fresh / count) * 100}%`,
            backgroundImage: litPicture(fresh, 'fresh', tone),
          }}
        />
      )}
    </View>
  )
}
