import type { z } from 'zod'
import { type Located, MalformedInput, type Path } from './json'

const MOST_PROBLEMS = 10

/**
 * Checks what was read against a schema whose messages say what was expected.
 * @throws MalformedInput with a line for each problem: where, path, what was expected and what was found
 */
export function checked<T>(located: Located, schema: z.ZodType<T>): T {
  const result = schema.safeParse(located.value)
  if (result.success) return result.data
  const problems = result.error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [problem(located, issue.path, issue)]
    return issue.keys.map((key) => problem(located, [...issue.path, key], issue, key))
  })
  // What is no integer can be out of range besides, and is told once.
  const lines = [...new Set(problems)]
  const more = lines.length > MOST_PROBLEMS ? [`… and ${lines.length - MOST_PROBLEMS} more`] : []
  throw new MalformedInput([...lines.slice(0, MOST_PROBLEMS), ...more].join('\n'))
}

function problem(located: Located, path: Path, issue: z.core.$ZodIssue, key?: string): string {
  const place = `${located.where(path)}: ${pathText(path)}`
  if (issue.code === 'custom' && issue.params?.verbatim) return `${place}: ${issue.message}`
  const found = key === undefined ? shown(valueAt(located.value, path)) : JSON.stringify(key)
  return `${place}: expected ${issue.message}, found ${found}`
}

/** `lines[2].priceFen`; `$` is the whole. */
function pathText(path: Path): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return text.replace(/^\./, '') || '$'
}

const valueAt = (value: unknown, path: Path) =>
  path.reduce<unknown>((inside, key) => (inside as Record<PropertyKey, unknown> | undefined)?.[key], value)

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
