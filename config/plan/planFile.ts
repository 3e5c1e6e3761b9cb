import type { Plan } from '../../src/domain/plan/plan'
import { planSchema } from '../../src/domain/plan/schema'
import { checked } from '../commands/checked'
import { readJson } from '../commands/json'
import { readInput } from '../commands/options'

/**
 * Reads a plan file.
 * @throws MalformedInput with every problem on a line of its own: `FILE:LINE:COLUMN: …`
 */
export function readPlan(file: string): Plan {
  return checked(readJson(readInput(file, process.cwd()), file), planSchema)
}
