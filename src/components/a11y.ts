/** The mini-program's name of the role; the build puts it and the other two into Taro's templates (config/taro/aria.json). */
const ROLE = process.env.TARO_ENV === 'h5' ? 'role' : 'aria-role'
/** In a browser what can be pressed can be reached by Tab. */
const REACHED: Record<string, string> = process.env.TARO_ENV === 'h5' ? { tabindex: '0' } : {}
const PRESSED = ['button', 'link', 'checkbox']

/** Role, name and mark for a screen reader, on elements that are not what they act as. Spread into a View. */
export const a11y = (role: string, label?: string, isChecked?: boolean): Record<string, string> => ({
  [ROLE]: role,
  ...(PRESSED.includes(role) ? REACHED : {}),
  ...(label === undefined ? {} : { 'aria-label': label }),
  ...(isChecked === undefined ? {} : { 'aria-checked': String(isChecked) }),
})
