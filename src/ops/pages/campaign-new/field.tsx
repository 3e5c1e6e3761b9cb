import { Input, Picker, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import type { When } from './draft'

/** A name above something to fill in. */
export function Field({ label, children }: PropsWithChildren<{ label: string }>) {
  return (
    <View className="field">
      <View className="field__label">{label}</View>
      {children}
    </View>
  )
}

export interface TextProps {
  label: string
  value: string
  placeholder?: string
  type?: 'text' | 'number' | 'digit'
  maxlength?: number
  onChange(value: string): void
}

/** One line of text or a figure. */
export function TextField({ label, value, placeholder, type = 'text', maxlength = 30, onChange }: TextProps) {
  return (
    <Field label={label}>
      <Input
        className="field__box num"
        type={type}
        value={value}
        placeholder={placeholder}
        maxlength={maxlength}
        onInput={({ detail }) => onChange(detail.value)}
      />
    </Field>
  )
}

/** A date and a time. */
export function WhenField({ label, value, onChange }: { label: string; value: When; onChange(value: When): void }) {
  return (
    <Field label={label}>
      <View className="field__pair">
        <Picker
          mode="date"
          value={value.date}
          className="grow"
          onChange={({ detail }) => onChange({ ...value, date: String(detail.value) })}
        >
          <View className="field__box num">{value.date}</View>
        </Picker>
        <Picker
          mode="time"
          value={value.time}
          onChange={({ detail }) => onChange({ ...value, time: String(detail.value) })}
        >
          <View className="field__box num">{value.time}</View>
        </Picker>
      </View>
    </Field>
  )
}
