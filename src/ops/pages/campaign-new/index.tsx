import { View } from '@tarojs/components'
import { a11y } from '@/components/a11y'
import { Button } from '@/components/button'
import { Failure } from '@/components/failure'
import { SkeletonCard, SkeletonRows } from '@/components/skeleton'
import { Frame } from '../../components/frame'
import { LadderFields } from '../../components/ladder'
import { Field, TextField, WhenField } from './field'
import { GoodsPicker } from './goods-picker'
import { LeaderPicker } from './leader-picker'
import { useNewCampaign } from './use-new-campaign'
import './index.scss'

/** Puts a campaign together and starts it. */
export default function CampaignNew() {
  const { choices, draft, change, changeItem, toggleItem, toggleLeader, save, isSaving, problem } = useNewCampaign()
  const { data, error, isFetching, refetch } = choices
  const bar = draft && (
    <>
      {problem ? (
        <View className="grow campaign-new__problem num" {...a11y('alert')}>
          {problem}
        </View>
      ) : (
        <View className="grow muted num">
          <View className="campaign-new__part">{Object.keys(draft.items).length} 种商品・</View>
          <View className="campaign-new__part">{draft.leaderIds.length} 位团长</View>
        </View>
      )}
      <Button
        look="outline"
        size="large"
        className="campaign-new__save"
        isDisabled={isSaving}
        onClick={() => save({ andStart: false })}
      >
        存草稿
      </Button>
      <Button size="large" className="campaign-new__go" isBusy={isSaving} onClick={() => save({ andStart: true })}>
        创建并开始
      </Button>
    </>
  )
  return (
    <Frame
      active="campaign-new"
      title="新建活动"
      bar={bar}
      head={
        <View className="campaign-new__head">
          <View className="ops-head__path">商品与团购 / 新建</View>
          <View className="ops-head__title">新建活动</View>
        </View>
      }
    >
      {data && draft ? (
        <View className="campaign-new__columns">
          <View>
            <View className="card">
              <TextField
                label="活动名称"
                placeholder="如 周末鲜果蔬菜团"
                value={draft.title}
                onChange={(title) => change({ title })}
              />
              <TextField
                label="团长的话"
                placeholder="写给邻居的一句话"
                maxlength={200}
                value={draft.note}
                onChange={(note) => change({ note })}
              />
              <WhenField label="开始" value={draft.start} onChange={(start) => change({ start })} />
              <WhenField label="截单" value={draft.cutoff} onChange={(cutoff) => change({ cutoff })} />
              <WhenField label="自提" value={draft.deliver} onChange={(deliver) => change({ deliver })} />
              <TextField label="每团目标，单" type="number" value={draft.goal} onChange={(goal) => change({ goal })} />
              <Field label="满减">
                <LadderFields steps={draft.steps} onChange={(steps) => change({ steps })} />
              </Field>
            </View>
            <LeaderPicker
              leaders={data.leaders}
              chosen={draft.leaderIds}
              onToggle={toggleLeader}
              onAll={(leaderIds) => change({ leaderIds })}
            />
          </View>
          <GoodsPicker products={data.products} items={draft.items} onToggle={toggleItem} onChange={changeItem} />
        </View>
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
      ) : (
        <>
          <SkeletonCard />
          <SkeletonRows rows={4} />
        </>
      )}
    </Frame>
  )
}
