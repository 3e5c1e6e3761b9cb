import { z } from 'zod'
import {
  type ActionName,
  type CommonError,
  type Contracts,
  commonErrors,
  contracts,
  type Failure,
  type Reply,
  type Role,
} from '../../src/contract'
import { CONTRACT_VERSION, OLDEST_CLIENT } from '../../src/contract/version'
import { now } from './clock'
import type { UserDoc } from './collections'
import { read } from './db'
import { caller } from './identity'
import { readableCode } from './ids'

/** An expected failure: a typed result with a sentence a person understands, not an incident. */
export class Expected extends Error {
  constructor(
    readonly code: string,
    readonly details?: unknown,
    /** Replaces the contract's sentence where more can be said. */
    readonly sentence?: string,
  ) {
    super(code)
  }
}

/** What a handler is given beside its input. */
export interface Context<A extends ActionName = ActionName> {
  /** Identity of the caller; empty for guests. */
  openid: string
  /** The caller's roles as authorized. */
  roles: readonly Role[]
  /** Start of the call, ms. */
  now: number
  /** The caller's document; read once, on demand. */
  user(): Promise<UserDoc | undefined>
  /** Ends the call with an expected failure of this action. */
  fail(code: (keyof Contracts[A]['errors'] & string) | CommonError, details?: unknown, sentence?: string): never
}

type Handlers<A extends ActionName> = {
  [K in A]: (context: Context<K>, input: z.output<Contracts[K]['input']>) => Promise<z.input<Contracts[K]['output']>>
}

const envelope = z.object({ action: z.string(), input: z.unknown().optional(), version: z.int().optional() })

/** Asked by whoever deploys: does this function serve the apps that are out there? Every function answers it. */
const VERSION = 'version'

/**
 * The frame every function stands in: parse, identify, authorize, handle, answer. Handlers never see an unchecked
 * input or an unauthorized caller, and nothing but what the contract names leaves.
 */
export function serve<A extends ActionName>(handlers: Handlers<A>) {
  return async function main(event: unknown): Promise<Reply> {
    const asked = envelope.safeParse(event)
    if (asked.data?.action === VERSION) return versions()
    if (asked.success && (asked.data.version ?? 1) < OLDEST_CLIENT) return refusal('update_required')
    const name = asked.success ? (asked.data.action as A) : undefined
    const handler = name && Object.hasOwn(handlers, name) ? handlers[name] : undefined
    if (!asked.success || !name || !handler) return refusal('unknown_action')
    const contract = contracts[name]
    try {
      const input = contract.input.safeParse(asked.data.input ?? {})
      if (!input.success) return refusal('invalid_input', { issues: issuesOf(input.error) }, sentenceOf(input.error))
      const context = await authorize(name)
      // The union of all handlers cannot be narrowed by name; the contract has just checked the input.
      const run = handler as unknown as (context: Context, input: unknown) => Promise<unknown>
      const data = await run(context as unknown as Context, input.data)
      return { ok: true, now: now(), data: contract.output.parse(data) }
    } catch (error) {
      if (error instanceof Expected) {
        const sentences: Record<string, string> = { ...commonErrors, ...contract.errors }
        const message = error.sentence ?? sentences[error.code] ?? commonErrors.unexpected
        return { ok: false, now: now(), error: { code: error.code, message, details: error.details } }
      }
      return incident(name, error)
    }
  }
}

async function authorize<A extends ActionName>(name: A): Promise<Context<A>> {
  const { openid } = caller()
  let document: Promise<UserDoc | undefined> | undefined
  const user = () => (document ??= openid ? read('users', openid) : Promise.resolve(undefined))
  const fail = (code: string, details?: unknown, sentence?: string): never => {
    throw new Expected(code, details, sentence)
  }
  const allowed: readonly Role[] = contracts[name].roles
  const roles: Role[] = openid ? ['guest', 'resident'] : ['guest']
  // Only leaders and operations need their document for this; a resident is whoever signed in.
  if (openid && !allowed.some((role) => roles.includes(role))) roles.push(...((await user())?.roles ?? []))
  if (!allowed.some((role) => roles.includes(role))) fail(openid ? 'not_allowed' : 'sign_in_first')
  return { openid: openid ?? '', roles, now: now(), user, fail: fail as Context<A>['fail'] }
}

const versions = (): Reply => ({ ok: true, data: { contract: CONTRACT_VERSION, oldestClient: OLDEST_CLIENT } })

function refusal(code: CommonError, details?: unknown, sentence?: string): Reply {
  return { ok: false, error: { code, message: sentence ?? commonErrors[code], details } }
}

/** An unexpected failure shows a number that is in the log beside the cause. */
function incident(action: string, error: unknown): Reply {
  const reference = `LT-${readableCode(4)}-${readableCode(2)}`
  console.error(JSON.stringify({ reference, action, error: describe(error) }))
  const failure: Failure = { code: 'unexpected', message: `${commonErrors.unexpected}，编号 ${reference}`, reference }
  return { ok: false, error: failure }
}

function describe(error: unknown): unknown {
  if (error instanceof z.ZodError) return { kind: 'output does not fit its contract', issues: error.issues }
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack }
  return error
}

function issuesOf(error: z.ZodError) {
  return error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
}

/** The first issue in words where the contract wrote some (they are Chinese), else the general sentence. */
function sentenceOf(error: z.ZodError): string | undefined {
  const written = error.issues.find((issue) => /[\u4e00-\u9fff]/.test(issue.message))
  return written?.message
}
