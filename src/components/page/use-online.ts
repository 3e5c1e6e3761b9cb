import { useEffect, useRef, useState } from 'react'
import { cloud } from '@/cloud'

/** Whether the device has a network; `onReturn` is called when it comes back. */
export function useOnline(onReturn?: () => void): boolean {
  const [isOnline, setOnline] = useState(true)
  const returned = useRef(onReturn)
  returned.current = onReturn
  useEffect(
    () =>
      cloud.onConnectivity((online) => {
        setOnline(online)
        if (online) returned.current?.()
      }),
    [],
  )
  return isOnline
}
