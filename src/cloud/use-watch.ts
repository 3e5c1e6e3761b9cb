import { useEffect, useRef, useState } from 'react'
import { cloud } from '@/cloud'
import type { LiveCollections, WatchState } from './types'

/** Collections that only a document's owner may read: a query has to say whose it asks for, and the cloud fills it in. */
const OWN: Record<keyof LiveCollections, { owner?: string }> = {
  group_live: {},
  leader_live: { owner: '{openid}' },
  red_packets: { owner: '{openid}' },
}

/**
 * Live documents where `field` is `value`, while the component is on the page; nothing is watched while `value` is
 * undefined. `docs` is undefined until the first answer.
 */
export function useWatch<C extends keyof LiveCollections>(collection: C, field: string, value: string | undefined) {
  const [docs, setDocs] = useState<LiveCollections[C][]>()
  const [state, setState] = useState<WatchState>('connecting')
  const seen = useRef(value)
  if (seen.current !== value) {
    seen.current = value
    setDocs(undefined)
  }
  useEffect(() => {
    if (value === undefined) return
    return cloud.watch(collection, { [field]: value, ...OWN[collection] }, { onDocs: setDocs, onState: setState })
  }, [collection, field, value])
  return { docs, state }
}
