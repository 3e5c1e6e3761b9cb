import { QueryClient } from '@tanstack/react-query'
import { asCloudError, type CloudError } from './error'

const RETRIES = 1
/** What was read this long ago is not read again, ms. */
export const FRESH_MS = 5_000

/** The pages' memory of what they read. Expected failures are answers and are not asked again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The SDKs know best whether they can send: react-query's own guess needs a browser.
      networkMode: 'always',
      staleTime: FRESH_MS,
      retry: (failures, error) => failures < RETRIES && asCloudError(error).code === 'offline',
      retryDelay: 800,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** Reads all that is on screen anew. */
export const readAnew = () => queryClient.refetchQueries({ type: 'active' })

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: CloudError
  }
}
