import type { LadderInput } from '@/contract/promotions'
import { steps as rule } from '@/domain/promotions/actions/steps'
import { parseYuan } from '@/format/money'

/** What is typed for one step, yuan: still text. */
export interface StepDraft {
  threshold: string
  off: string
}

const MOST = 5

/** What is offered when a ladder is begun or goes on. */
const USUAL: readonly StepDraft[] = [
  { threshold: '39', off: '5' },
  { threshold: '69', off: '12' },
  { threshold: '99', off: '20' },
]

/** One step more, with a usual figure where there is one. */
export const withStep = (steps: readonly StepDraft[]): StepDraft[] => [
  ...steps,
  USUAL[steps.length] ?? { threshold: '', off: '' },
]

export const isFull = (steps: readonly StepDraft[]) => steps.length >= MOST

/** As the fields take it: without the commas that people read. */
const text = (fen: number) => String(fen / 100)

/** The steps of a campaign's ladder as they are typed. */
export const stepsOf = (ladders: readonly LadderInput[] = []): StepDraft[] =>
  ladders.flatMap(({ action }) =>
    action.code === 'steps'
      ? action.args.steps.map(({ thresholdFen, offFen }) => ({ threshold: text(thresholdFen), off: text(offFen) }))
      : [],
  )

export type CheckedSteps = { ladders: LadderInput[]; problem?: undefined } | { ladders?: undefined; problem: string }

/** The ladders of a campaign, none without steps; or the first thing to mend. */
export function checkSteps(drafts: readonly StepDraft[]): CheckedSteps {
  if (drafts.length === 0) return { ladders: [] }
  const steps: { thresholdFen: number; offFen: number }[] = []
  for (const [i, { threshold, off }] of drafts.entries()) {
    const [thresholdFen, offFen] = [parseYuan(threshold), parseYuan(off)]
    if (!thresholdFen || !offFen) return { problem: `满减：第 ${i + 1} 档的金额不对，如 满 39 减 5` }
    steps.push({ thresholdFen, offFen })
  }
  const wrong = rule.wrong?.({ steps })
  return wrong ? { problem: `满减：${wrong}` } : { ladders: [{ action: { code: 'steps', args: { steps } } }] }
}
