import { View } from '@tarojs/components'
import { a11y } from '../a11y'
import { Icon } from '../icon'
import './index.scss'

export interface StepperProps {
  value: number
  /** Most that can be chosen. */
  max: number
  /** What is counted, for a screen reader. */
  label: string
  onChange(value: number): void
}

/** Minus, count, plus. The glyphs are 28, what can be touched is 44. */
export function Stepper({ value, max, label, onChange }: StepperProps) {
  return (
    <View className="stepper">
      {value > 0 && (
        <>
          <View className="stepper__touch" onClick={() => onChange(value - 1)} {...a11y('button', `减少${label}`)}>
            <View className="stepper__glyph stepper__glyph--minus">
              <Icon name="minus" className="stepper__icon" />
            </View>
          </View>
          <View className="stepper__value num">{value}</View>
        </>
      )}
      <View
        className={`stepper__touch stepper__touch--plus ${value >= max ? 'stepper__touch--off' : ''}`}
        onClick={() => onChange(Math.min(max, value + 1))}
        {...a11y('button', `增加${label}`)}
      >
        <View className="stepper__glyph">
          <Icon name="plus" className="stepper__icon" />
        </View>
      </View>
    </View>
  )
}
