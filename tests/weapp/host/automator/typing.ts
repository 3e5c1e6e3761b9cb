import type { App } from '../app/app'
import type { ViewElement } from '../template/element'

const KEYS: Record<string, RegExp> = { number: /\D/g, digit: /[^\d.]/g, idcard: /[^\dXx]/g }

/** Somebody puts `text` into a field: only keys its keyboard has, and no more than fit. */
export function typeInto(app: App, field: ViewElement, text: unknown): void {
  if (field.props.disabled) return
  const allowed = String(text).replace(KEYS[String(field.props.type)] ?? /(?!)/g, '')
  const most = Number(field.props.maxlength ?? 140)
  const value = most < 0 ? allowed : [...allowed].slice(0, most).join('')
  app.dispatch(field, 'focus', { detail: { value: String(field.props.value ?? ''), height: 0 } })
  // What stands in a field is its own until its data says otherwise.
  field.props.value = value
  app.dispatch(field, 'input', { detail: { value, cursor: value.length, keyCode: 0 } })
  app.dispatch(field, 'blur', { detail: { value, cursor: value.length } })
}
