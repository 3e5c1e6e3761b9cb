import { useEffect, useRef, useState } from 'react'
import { cloud } from '@/cloud'
import { asCloudError } from '@/cloud/error'
import { queryClient } from '@/cloud/query'
import { callKey, useCall } from '@/cloud/use-call'
import { useWork } from '@/cloud/use-work'
import { newRequestId } from '@/components/request-id'
import { replace, routes } from '@/components/routes'
import { toastFailure } from '@/components/toast'
import type { Product } from '@/contract/campaign'
import { check, type Draft, type ItemDraft, newDraft, newItem } from './draft'

/** The form of a new campaign: what can be chosen, what is typed, and sending it. */
export function useNewCampaign() {
  const choices = useCall('campaign.choices', {})
  const [draft, setDraft] = useState<Draft>()
  /** Why a draft could not be sent; said until something of it changes. */
  const [refused, setRefused] = useState<{ draft: Draft; problem?: string }>()
  const request = useRef<{ id: string; content: string }>()
  const now = choices.data?.now
  useEffect(() => {
    if (now !== undefined) setDraft((known) => known ?? newDraft(now))
  }, [now])

  const change = (part: Partial<Draft>) => setDraft((known) => known && { ...known, ...part })
  const changeItem = (skuId: string, part: Partial<ItemDraft>) =>
    setDraft((known) => {
      const item = known?.items[skuId]
      return known && item ? { ...known, items: { ...known.items, [skuId]: { ...item, ...part } } } : known
    })
  const toggleItem = (product: Product) =>
    setDraft((known) => {
      if (!known) return known
      const { [product.productId]: had, ...rest } = known.items
      return { ...known, items: had ? rest : { ...known.items, [product.productId]: newItem(product) } }
    })
  const toggleLeader = (leaderId: string) =>
    setDraft((known) => {
      if (!known) return known
      const has = known.leaderIds.includes(leaderId)
      return {
        ...known,
        leaderIds: has ? known.leaderIds.filter((id) => id !== leaderId) : [...known.leaderIds, leaderId],
      }
    })

  const save = useWork({
    mutationFn: async ({ andStart }: { andStart: boolean }) => {
      if (!draft) return
      const nameOf = (skuId: string) => choices.data?.products.find((one) => one.productId === skuId)?.name ?? skuId
      const { input, problem } = check(draft, nameOf)
      if (!input) return setRefused({ draft, problem })
      // One campaign for one content, however often it is pressed until the outcome is known.
      const content = JSON.stringify(input)
      if (request.current?.content !== content) request.current = { id: newRequestId(), content }
      const { campaignId } = await cloud.call('campaign.create', { ...input, requestId: request.current.id })
      if (andStart) await cloud.call('campaign.start', { campaignId })
      void queryClient.invalidateQueries({ queryKey: callKey('campaign.list') })
      replace(`${routes.opsCampaigns}?id=${encodeURIComponent(campaignId)}`)
    },
    onError: (error) => {
      if (!asCloudError(error).isOutcomeUnknown) request.current = undefined
      toastFailure(error)
    },
  })

  const problem = refused?.draft === draft ? refused?.problem : undefined
  return {
    choices,
    draft,
    change,
    changeItem,
    toggleItem,
    toggleLeader,
    save: save.mutate,
    isSaving: save.isPending,
    problem,
  }
}
