import { readFileSync } from 'node:fs'
import type { Plan } from '../../src/domain/plan/plan'
import { PlanError, parsePlan } from '../../src/domain/plan/schema'
import { Malformed } from './csv'

/**
 * Reads a plan file.
 * @throws Malformed with every problem on a line of its own: `FILE:LINE:COLUMN: …` where it is no JSON, `FILE: path: …`
 * where it is no plan
 */
export function readPlan(file: string): Plan {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw new Malformed(`${file}${placeOf(String(error), text)}: expected JSON: ${(error as Error).message}`)
  }
  try {
    return parsePlan(data)
  } catch (error) {
    if (!(error instanceof PlanError)) throw error
    throw new Malformed(error.problems.map((problem) => `${file}: ${problem}`).join('\n'))
  }
}

/** `:LINE:COLUMN` of the position a JSON error names; the end of the text when it names none. */
function placeOf(message: string, text: string): string {
  const named = /position (\d+)/.exec(message)
  const before = text.slice(0, named ? Number(named[1]) : text.length).split('\n')
  return `:${before.length}:${(before.at(-1) ?? '').length + 1}`
}
