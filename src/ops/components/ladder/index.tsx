import { Input, View } from '@tarojs/components'
import { a11y } from '@/components/a11y'
import { Icon } from '@/components/icon'
import { promotionInWords } from '@/domain/promotions/promotion'
import { spaced } from '@/format/words'
import { checkSteps, isFull, type StepDraft, withStep } from './steps'
import './index.scss'

export interface LadderFieldsProps {
  steps: readonly StepDraft[]
  onChange(steps: StepDraft[]): void
}

interface AmountProps {
  label: string
  value: string
  onChange(value: string): void
}

function Amount({ label, value, onChange }: AmountProps) {
  return (
    <View className="ladder__amount">
      {label}
      <Input
        className="ladder__box num"
        type="digit"
        value={value}
        placeholder="元"
        maxlength={10}
        onInput={({ detail }) => onChange(detail.value)}
      />
    </View>
  )
}

/** What the buyer will read, or what is wrong. */
function Words({ steps }: { steps: readonly StepDraft[] }) {
  const { ladders, problem } = checkSteps(steps)
  if (problem !== undefined) return <View className="ladder__problem num">{problem}</View>
  const words = spaced(ladders.map(promotionInWords).join('；'))
  return <View className="muted num">{words ? `居民看到：${words}` : '不设满减，按团购价卖'}</View>
}

/** Steps of a ladder, 满 … 减 …, to be filled in. */
export function LadderFields({ steps, onChange }: LadderFieldsProps) {
  const change = (i: number, part: Partial<StepDraft>) =>
    onChange(steps.map((step, k) => (k === i ? { ...step, ...part } : step)))
  return (
    <View className="ladder">
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
        <View key={i} className="ladder__step">
          <Amount label="满" value={step.threshold} onChange={(threshold) => change(i, { threshold })} />
          <Amount label="减" value={step.off} onChange={(off) => change(i, { off })} />
          <View
            className="ladder__remove"
            onClick={() => onChange(steps.filter((_, k) => k !== i))}
            {...a11y('button', `去掉第 ${i + 1} 档`)}
          >
            <Icon name="x" className="ladder__icon" />
          </View>
        </View>
      ))}
      {!isFull(steps) && (
        <View className="ladder__add" onClick={() => onChange(withStep(steps))} {...a11y('button')}>
          <Icon name="plus" className="ladder__icon" />
          {steps.length === 0 ? '设满减' : '加一档'}
        </View>
      )}
      <Words steps={steps} />
    </View>
  )
}
