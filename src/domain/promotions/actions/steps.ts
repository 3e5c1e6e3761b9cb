import { shortYuan } from '../../yuan'
import { fen, recordsOf } from '../args'
import { action } from '../rule'

/** 满100减10，满200减30: the highest step reached counts, alone. */
export const steps = action({
  code: 'steps',
  label: '阶梯满减',
  args: { steps: recordsOf('各档', { thresholdFen: fen('满'), offFen: fen('减') }) },
  wrong({ steps }) {
    for (const [i, step] of steps.entries()) {
      if (step.offFen > step.thresholdFen) return `第 ${i + 1} 档减的比门槛还多`
      const before = steps[i - 1]
      if (before && (step.thresholdFen <= before.thresholdFen || step.offFen <= before.offFen))
        return `第 ${i + 1} 档的门槛和减额都要高于上一档`
    }
    return undefined
  },
  off: (amountFen, { steps }) => steps.filter((step) => step.thresholdFen <= amountFen).at(-1)?.offFen ?? 0,
  next: (amountFen, { steps }) => steps.find((step) => step.thresholdFen > amountFen),
  explain: ({ steps }) =>
    steps.map((step) => `满${shortYuan(step.thresholdFen)}减${shortYuan(step.offFen)}`).join('，'),
})
