/** 陈小红 → 陈**. The first character of a name is all that others see. */
export function maskName(name: string): string {
  const first = [...name.trim()][0]
  return first ? `${first}**` : '邻居'
}

/** 13800001234 → 138****1234 */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}
