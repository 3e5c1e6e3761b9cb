import type { z } from 'zod'

/** Who may call an action. `guest` is anybody, signed in or not. */
export type Role = 'guest' | 'resident' | 'leader' | 'operations'

/**
 * How a repeated call is kept from doing its work twice.
 * - `read`: changes nothing.
 * - `requestId`: the client's request id decides; the same id with the same input gives the same answer.
 * - `state`: the thing's own state decides (cancelling a cancelled order is a success).
 */
export type Idempotency = 'read' | 'requestId' | 'state'

export interface Contract<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Errors extends string = string,
> {
  roles: readonly Role[]
  idempotency: Idempotency
  input: Input
  output: Output
  /** Expected failures: code to the sentence a person reads. Details may refine the sentence. */
  errors: Readonly<Record<Errors, string>>
}

/** Types a contract without widening it. */
export function action<I extends z.ZodType, O extends z.ZodType, E extends string>(
  contract: Contract<I, O, E>,
): Contract<I, O, E> {
  return contract
}

/** Failures every action can have; the serving frame makes them, handlers do not. */
export const commonErrors = {
  invalid_input: '提交的内容有误',
  sign_in_first: '请先登录',
  not_allowed: '你没有这项操作的权限',
  unknown_action: '当前版本不支持这项操作，请更新后再试',
  update_required: '这个版本太旧了，更新后就能继续',
  try_again: '系统有点忙，请再试一次',
  unexpected: '出了点问题，我们已经记录',
} as const

export type CommonError = keyof typeof commonErrors

/** What a failed call carries. `reference` is printed for unexpected failures and logged with them. */
export interface Failure<Code extends string = string> {
  code: Code
  message: string
  details?: unknown
  reference?: string
}

/**
 * What every function returns. It has no top-level `code`: the web SDK would take that for a transport failure. `now` is
 * the cloud's time (ms): phones' clocks are wrong by minutes or days, and what counts down goes by this one.
 */
export type Reply<Data = unknown, Code extends string = string> = { now?: number } & (
  | { ok: true; data: Data }
  | { ok: false; error: Failure<Code> }
)
