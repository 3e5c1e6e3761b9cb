import { CloudError } from './error'

/** Longer than any function may run, so that an answer on its way is not given up. */
const CALL_TIMEOUT_MS = 20_000

/** Settles as `work` does, or throws CloudError `offline` after 20 s: the SDKs have no time limit of their own. */
export function withTimeout<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new CloudError({ code: 'offline', message: '网络走神了，请再试一次' })),
      CALL_TIMEOUT_MS,
    )
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** The cloud function that serves an action: the part before the dot. */
export const functionOf = (action: string): string => action.slice(0, action.indexOf('.'))
