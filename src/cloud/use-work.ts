import { type MutateOptions, type UseMutationOptions, useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import type { CloudError } from './error'

/**
 * Work that is sent to the cloud, started once at a time: the second tap of an impatient thumb comes before the page has
 * redrawn as busy.
 */
export function useWork<Output, Input = void>(options: UseMutationOptions<Output, CloudError, Input>) {
  const work = useMutation(options)
  const isRunning = useRef(false)
  const mutate = (input: Input, more?: MutateOptions<Output, CloudError, Input>) => {
    if (isRunning.current) return
    isRunning.current = true
    const end = () => {
      isRunning.current = false
    }
    work.mutateAsync(input, more).then(end, end)
  }
  return { ...work, mutate }
}
