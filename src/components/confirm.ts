import Taro from '@tarojs/taro'

export interface Question {
  title: string
  content: string
  /** What the button that goes on says. */
  confirmText: string
  /** It cannot be taken back. */
  isFinal?: boolean
}

// A native dialog takes no CSS variables: green-600 and the destructive tone of the tokens.
const GREEN = '#0F7A55'
const DANGER = '#A8321A'

/** Two taps within this time, ms, are one. */
const TWICE_MS = 500

let askedAt = 0

/** Asks before going on; true when confirmed. Pressed twice it asks once: the second press is no answer. */
export async function confirmed({ title, content, confirmText, isFinal = false }: Question): Promise<boolean> {
  const now = Date.now()
  if (Math.abs(now - askedAt) < TWICE_MS) return false
  askedAt = now
  const answer = await Taro.showModal({
    title,
    content,
    confirmText,
    confirmColor: isFinal ? DANGER : GREEN,
    cancelText: '再想想',
  })
  askedAt = 0
  return answer.confirm
}
