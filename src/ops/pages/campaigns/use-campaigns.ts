import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { cloud } from '@/cloud'
import { queryClient } from '@/cloud/query'
import type { InputOf } from '@/cloud/types'
import { callKey, useCall } from '@/cloud/use-call'
import { useRefreshOnShow } from '@/cloud/use-refresh-on-show'
import { useWork } from '@/cloud/use-work'
import { confirmed } from '@/components/confirm'
import { toast, toastFailure } from '@/components/toast'
import type { CampaignView } from '@/contract/campaign'

/** The numbers move with every order; operations look this often. */
const POLL_MS = 3_000

/** All campaigns, the one looked at, and what can be done with it. */
export function useCampaigns() {
  const { params } = useRouter()
  const query = useCall('campaign.list', {}, { refetchInterval: POLL_MS })
  const [chosen, setChosen] = useState(params.id ? decodeURIComponent(params.id) : undefined)
  const campaigns = query.data?.campaigns ?? []
  const campaign =
    campaigns.find((one) => one.campaignId === chosen) ??
    campaigns.find((one) => one.state === 'running') ??
    campaigns[0]
  useRefreshOnShow(query.refetch)

  const change = useWork({
    mutationFn: (work: () => Promise<CampaignView>) => work(),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: callKey('campaign.list') }),
    onError: toastFailure,
  })
  const campaignId = campaign?.campaignId ?? ''

  const start = () => change.mutate(() => cloud.call('campaign.start', { campaignId }))
  const end = async () => {
    const isSure = await confirmed({
      title: '提前结束：不能恢复',
      content: '不再收新单；正在付款的仍可付完。',
      confirmText: '提前结束',
      isFinal: true,
    })
    if (isSure) change.mutate(() => cloud.call('campaign.end', { campaignId }))
  }
  const setPrice = (price: InputOf<'campaign.setPrices'>['prices'][number]) =>
    change.mutate(() => cloud.call('campaign.setPrices', { campaignId, prices: [price] }), {
      onSuccess: () => toast('新价格已生效'),
    })

  const setLadders = (ladders: InputOf<'campaign.setLadders'>['ladders']) =>
    change.mutate(() => cloud.call('campaign.setLadders', { campaignId, ladders }), {
      onSuccess: () => toast('新满减已生效'),
    })

  return {
    ...query,
    campaigns,
    campaign,
    choose: setChosen,
    start,
    end,
    setPrice,
    setLadders,
    isChanging: change.isPending,
  }
}
