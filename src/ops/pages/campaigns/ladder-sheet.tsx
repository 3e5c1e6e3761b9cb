import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Sheet } from '@/components/sheet'
import { toast } from '@/components/toast'
import type { CampaignView } from '@/contract/campaign'
import type { LadderInput } from '@/contract/promotions'
import { LadderFields } from '../../components/ladder'
import { checkSteps, stepsOf } from '../../components/ladder/steps'

export interface LadderSheetProps {
  campaign: CampaignView
  onClose(): void
  onSet(ladders: LadderInput[]): void
}

/** Another ladder for a campaign, or none. */
export function LadderSheet({ campaign, onClose, onSet }: LadderSheetProps) {
  const [steps, setSteps] = useState(() => stepsOf(campaign.ladders as LadderInput[] | undefined))
  const isNone = steps.length === 0
  const submit = () => {
    const { ladders, problem } = checkSteps(steps)
    if (problem !== undefined) return toast(problem)
    onSet(ladders)
    onClose()
  }
  return (
    <Sheet isOpen title={`满减：${campaign.title}`} onClose={onClose}>
      <View className="muted">下一单起按新的算；已打开的页面会提示价格变化。</View>
      <LadderFields steps={steps} onChange={setSteps} />
      <Button
        size="large"
        className="price-sheet__go"
        isDisabled={isNone && !campaign.ladders?.length}
        onClick={submit}
      >
        {isNone ? '不设满减' : '按这个减'}
      </Button>
    </Sheet>
  )
}
