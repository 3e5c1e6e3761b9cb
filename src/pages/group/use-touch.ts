import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { cloud } from '@/cloud'
import { landingOf } from './landing'

/**
 * Tells the cloud who brought him here, once the group is there. Nobody waits for it, and it may fail: a guest is nobody
 * to be kept, and for the reader it changes nothing.
 */
export function useTouch(groupId: string | undefined): void {
  const { params } = useRouter()
  const { touch } = landingOf(params)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page was opened by one link
  useEffect(() => {
    if (groupId && touch) cloud.call('group.touch', { groupId, ...touch }).catch(() => undefined)
  }, [groupId])
}
