import { useEffect, useRef, useState } from 'react'
import { cloud } from '@/cloud'
import type { LiveCollections, WatchState } from './types'

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
    return cloud.watch(collection, { [field]: value }, { onDocs: setDocs, onState: setState })
  }, [collection, field, value])
  return { docs, state }
}
