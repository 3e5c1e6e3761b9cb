import { useEffect, useRef, useState } from 'react'
import { cloud } from '@/cloud'
import { queryClient } from '@/cloud/query'
import { callKey } from '@/cloud/use-call'
import { useWork } from '@/cloud/use-work'
import { toast, toastFailure } from '@/components/toast'
import type { RedPacket } from '@/contract/shapes'
import { isTakeable, newlyGranted } from './targets'

/**
 * The red packet to show over the page: the one that just landed, or one opened by hand. `live` are the watched packets
 * (undefined before the first answer, whose packets are old news); `packets` those known by any way.
 */
export function useRedPacket(packets: RedPacket[], live: RedPacket[] | undefined) {
  const seen = useRef<Set<string>>()
  const [openId, setOpenId] = useState<string>()

  useEffect(() => {
    if (!live) return
    const known = seen.current
    // A queued one lands when its money is there, which may be later than its first sight.
    seen.current = new Set([...(known ?? []), ...live.filter(isTakeable).map((packet) => packet._id)])
    const [landed] = known ? newlyGranted(known, live) : []
    if (landed) setOpenId(landed._id)
  }, [live])

  const open = packets.find((packet) => packet._id === openId)

  const take = useWork({
    mutationFn: async (packet: RedPacket) => {
      const { state, transfer } = await cloud.call('leader.takeRedPacket', { redPacketId: packet._id })
      if (state === 'received') return 'confirmed' as const
      const outcome = await cloud.requestTransfer(transfer, packet.amountFen)
      if (outcome !== 'confirmed') return outcome
      const after = await cloud.call('leader.confirmRedPacket', { redPacketId: packet._id })
      return after.state === 'received' ? outcome : ('failed' as const)
    },
    onSuccess: (outcome) => {
      if (outcome === 'confirmed') {
        toast('已收进微信零钱')
        setOpenId(undefined)
      } else if (outcome === 'unavailable') toast('请在微信中收款')
      else if (outcome === 'failed') toast('还没有到账，稍后再看')
      void queryClient.invalidateQueries({ queryKey: callKey('leader.today') })
    },
    onError: toastFailure,
  })

  return { open, show: setOpenId, close: () => setOpenId(undefined), take: take.mutate, isTaking: take.isPending }
}
