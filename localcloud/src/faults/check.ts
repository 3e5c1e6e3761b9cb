import { unreachable } from './points'
import { FAULT_KINDS, type FaultKind, type FaultPlan, type FaultRates, type FaultSpec } from './types'

type Fields = Record<string, unknown>
type Check = (value: unknown) => string | undefined

const text: Check = (value) => (typeof value === 'string' && value !== '' ? undefined : 'a text')
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false')
const whole =
  (least: number): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least ? undefined : `a whole number from ${least}`
const amount =
  (least: number): Check =>
  (value) => {
    const [from, to] = Array.isArray(value) ? value : [value, value]
    const right = (!Array.isArray(value) || value.length === 2) && [from, to].every((n) => !whole(least)(n))
    return right && from <= to ? undefined : `a whole number from ${least}, or a range [from, to] of them`
  }
const share: Check = (value) =>
  typeof value === 'number' && value >= 0 && value <= 1 ? undefined : 'a number from 0 to 1'

const COMMON: Record<string, Check> = {
  at: text,
  name: text,
  source: text,
  nth: whole(1),
  times: whole(1),
  probability: share,
  seed: whole(0),
}

const OWN: Partial<Record<FaultKind, Record<string, Check>>> = {
  error: { code: text, message: text },
  latency: { ms: amount(0) },
  late: { ms: amount(1) },
  crash: { afterRequests: amount(0) },
  timeout: { afterRequests: amount(0) },
  duplicate: { copies: amount(1), together: flag },
}

/** Takes rules as they come from a file or a request. Throws an Error that names the rule, the field and what it takes. */
export function checkSpec(given: unknown, where = 'fault'): FaultSpec {
  const fields = object(given, where)
  const { kind, ...rest } = fields
  if (!FAULT_KINDS.includes(kind as FaultKind)) {
    throw new Error(`${where}: kind ${JSON.stringify(kind)} is not one of ${FAULT_KINDS.join(', ')}`)
  }
  const checks = { ...COMMON, ...OWN[kind as FaultKind] }
  for (const [field, value] of Object.entries(rest)) {
    const check = checks[field]
    if (!check)
      throw new Error(`${where}: a rule of kind ${kind} has no ${field}; it has ${Object.keys(checks).join(', ')}`)
    const expected = value === undefined ? undefined : check(value)
    if (expected) throw new Error(`${where}: ${field} must be ${expected}`)
  }
  const spec = fields as unknown as FaultSpec
  const wrong = spec.at === undefined ? undefined : unreachable(spec.kind, spec.at)
  if (wrong) throw new Error(`${where}: at ${JSON.stringify(spec.at)} never fits: ${wrong}`)
  return spec
}

/** Takes a whole plan: `{rules?, seed?, rates?}`. */
export function checkPlan(given: unknown, where = 'faults'): FaultPlan {
  const { rules, seed, rates, ...rest } = object(given, where)
  const unknown = Object.keys(rest)[0]
  if (unknown !== undefined) throw new Error(`${where}: no such field: ${unknown}; expected rules, seed, rates`)
  if (rules !== undefined && !Array.isArray(rules)) throw new Error(`${where}: rules must be a list`)
  if ((seed === undefined) !== (rates === undefined)) throw new Error(`${where}: seed and rates belong together`)
  return {
    ...(rules === undefined ? {} : { rules: rules.map((rule, i) => checkSpec(rule, `${where}: rule ${i + 1}`)) }),
    ...(rates === undefined ? {} : { seed: seed as number, rates: object(rates, `${where}: rates`) as FaultRates }),
  }
}

function object(value: unknown, where: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw new Error(`${where}: expected an object`)
}
