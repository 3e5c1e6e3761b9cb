import { UsageError } from './cli/arguments'
import { call } from './cli/call'
import { clock } from './cli/clock'
import { env } from './cli/env'
import { faults } from './cli/faults'
import { HELP } from './cli/help'
import { serve } from './cli/serve'
import { state } from './cli/state'

const COMMANDS: Record<string, (args: string[]) => Promise<void> | void> = {
  call,
  clock,
  env,
  faults,
  export: (args) => state('export', args),
  import: (args) => state('import', args),
  help: () => {
    process.stdout.write(HELP)
  },
}

async function main([first = '', ...rest]: string[]): Promise<void> {
  const command = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined
  await (command ? command(rest) : serve(process.argv.slice(2)))
}

main(process.argv.slice(2)).catch((error: Error) => {
  const help = error instanceof UsageError ? '\nlocalcloud --help shows everything.' : ''
  process.stderr.write(`localcloud: ${error.message}${help}\n`)
  process.exit(1)
})
