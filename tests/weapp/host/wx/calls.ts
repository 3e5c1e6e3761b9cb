import { describe } from '../incidents'

/** An API fails with `NAME:fail REASON`. */
export class Fail extends Error {
  constructor(
    reason: string,
    readonly more: Record<string, unknown> = {},
  ) {
    super(reason)
  }
}

export interface Callbacks {
  success?(result: object): void
  fail?(error: object): void
  complete?(result: object): void
}

export type Options = Record<string, unknown> & Callbacks
// biome-ignore lint/suspicious/noExplicitAny: an API takes what its documentation says
export type Api = (...args: any[]) => unknown

/** How answers reach the app. */
export interface Delivery {
  /** Copies data into the app's world. */
  inside<T>(value: T): T
  /** Runs a callback of the app's. */
  guard(what: string, work: () => void): unknown
}

/**
 * Tells the caller of an API how it went: by his callbacks, or, when he gave none, by a promise. A `result` whose errMsg
 * says fail is a failure.
 */
export function settle(name: string, options: Options | undefined, work: Promise<unknown>, to: Delivery): unknown {
  const { success, fail, complete } = options ?? {}
  const outcome = work.then(
    (result) => to.inside({ errMsg: `${name}:ok`, ...(result as object | undefined) }),
    (error) => failureOf(name, error, to),
  )
  const isFail = (result: object) => String((result as { errMsg?: unknown }).errMsg).includes(':fail')
  if (!success && !fail && !complete) {
    return outcome.then((result) => (isFail(result) ? Promise.reject(result) : result))
  }
  void outcome.then((result) => {
    const told = isFail(result) ? fail : success
    if (told) to.guard(`uncaught in a callback of ${name}`, () => told(result))
    if (complete) to.guard(`uncaught in a callback of ${name}`, () => complete(result))
  })
  return undefined
}

function failureOf(name: string, error: unknown, to: Delivery): object {
  if (error instanceof Fail) return to.inside({ errMsg: `${name}:fail ${error.message}`, ...error.more })
  return to.inside({ errMsg: `${name}:fail ${describe(error)}` })
}

/** An API with callbacks or a promise. `work` gets the options and gives what stands beside errMsg. */
export const later =
  (work: (options: Options) => unknown) =>
  (name: string, to: Delivery): Api =>
  (options?: Options) =>
    settle(
      name,
      options,
      Promise.resolve().then(() => work(options ?? {})),
      to,
    )

/** An API that answers at once. */
export const now =
  (work: Api) =>
  (_name: string, to: Delivery): Api =>
  (...args) =>
    to.inside(work(...args))

/** How an API is made once its name is known. */
export type Recipe = ReturnType<typeof later> | ReturnType<typeof now>
export type Family = Record<string, Recipe>
