import { QueryClient } from '@tanstack/react-query'
import { asCloudError, type CloudError } from './error'

const RETRIES = 1

/** The pages' memory of what they read. Expected failures are answers and are not asked again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The SDKs know best whether they can send: react-query's own guess needs a browser.
      networkMode: 'always',
      staleTime: 5_000,
      retry: (failures, error) => failures < RETRIES && asCloudError(error).code === 'offline',
      retryDelay: 800,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** A network that is back may drop the first calls: so often, and so long apart (ms), they are made again. */
const RETURNS = 6
const RETURN_MS = 2_500

/** Reads all that is on screen anew, again and again until it has been read or patience ends. */
export async function readAnew(): Promise<void> {
  for (let turn = 0; turn < RETURNS; turn++) {
    await queryClient.refetchQueries({ type: 'active' })
    const failed = queryClient.getQueryCache().findAll({
      type: 'active',
      predicate: ({ state }) => state.status === 'error',
    })
    if (failed.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, RETURN_MS))
  }
}

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: CloudError
  }
}
