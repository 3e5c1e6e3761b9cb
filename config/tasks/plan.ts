import { GateClosed } from '../../src/domain/incentives/dividend'
import { MalformedLine } from '../../tests/simulation/baskets'
import { MalformedInput } from '../commands/json'
import { BadArguments, USAGE } from '../plan/args'
import { Malformed } from '../plan/csv'
import { runPlan } from '../plan/main'
import { fail } from './steps'

/** `npm run plan -- try | check | schema | orders …` (docs/plan.md). Ends with 2 when what it was given cannot be used. */
function main(): void {
  try {
    for (const line of runPlan(process.argv.slice(2), process.env.LINTUAN_CWD ?? process.cwd()))
      process.stdout.write(`${line}\n`)
  } catch (error) {
    const message = inWords(error)
    if (message === undefined) fail(error)
    console.error(message)
    process.exitCode = 2
  }
}

/** Sentences for what the caller can mend; undefined for everything else. */
function inWords(error: unknown): string | undefined {
  if (error instanceof BadArguments) return `${error.message}\nusage: ${USAGE}`
  if (error instanceof Malformed || error instanceof MalformedInput || error instanceof MalformedLine)
    return error.message
  if (error instanceof GateClosed) return `${error.message}\n--gate dividend opens it for this run: docs/plan.md`
  const { code, path } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'EISDIR' ? `${path}: no such file` : undefined
}

main()
