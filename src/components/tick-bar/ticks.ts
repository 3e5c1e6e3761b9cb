const MOST_TICKS = 100
/** Share of its place that a tick fills. */
const FILL = 0.62

/** How a goal is drawn: `count` ticks of `per` orders each; `per` is 1 up to a goal of 100. */
export function ticksOf(goal: number): { per: number; count: number } {
  const per = Math.max(1, Math.ceil(goal / MOST_TICKS))
  return { per, count: Math.max(1, Math.ceil(goal / per)) }
}

const COLOURS = {
  light: { off: '--tick-off', lit: '--green-500', fresh: '--persimmon-500' },
  dark: { off: '--tick-dark', lit: '--green-300', fresh: '--persimmon-300' },
} as const

/** The picture of `count` ticks across the width of an element, as a CSS gradient. */
export function litPicture(count: number, kind: 'off' | 'lit' | 'fresh', tone: 'light' | 'dark'): string {
  const period = 100 / count
  const end = `${(period * FILL).toFixed(4)}%`
  const colour = `var(${COLOURS[tone][kind]})`
  return `repeating-linear-gradient(90deg, ${colour} 0, ${colour} ${end}, transparent ${end}, transparent ${period.toFixed(4)}%)`
}
