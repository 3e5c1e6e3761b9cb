import { useEffect, useState } from 'react'
import { cloud } from '@/cloud'
import { queryClient } from '@/cloud/query'

/** Whether the device has a network. What is on the page is read again when it comes back. */
export function useOnline(): boolean {
  const [isOnline, setOnline] = useState(true)
  useEffect(
    () =>
      cloud.onConnectivity((online) => {
        setOnline(online)
        if (online) void queryClient.refetchQueries({ type: 'active' })
      }),
    [],
  )
  return isOnline
}
