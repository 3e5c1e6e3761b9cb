import type { Step } from './plan'

const STEPS: Step['id'][] = ['collections', 'functions', 'rules', 'web', 'miniprogram']

/** What was typed is not what the command understands; the message says what it does understand. */
export class BadArguments extends Error {}

export interface DeployArguments {
  env: string
  dryRun: boolean
  only: Step['id'][]
}

export const DEPLOY_USAGE = `npm run deploy -- --env NAME [--dry-run] [--only ${STEPS.join(',')}]
  --env NAME   config/environments/NAME.ts
  --dry-run    prints exactly what would be done, and does nothing
  --only A,B   only these steps`

/** @throws BadArguments */
export function readDeployArguments(args: string[]): DeployArguments {
  const result: DeployArguments = { env: '', dryRun: false, only: STEPS }
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]
    if (arg === '--dry-run') result.dryRun = true
    else if (arg === '--env') result.env = args[++i] ?? ''
    else if (arg === '--only') result.only = readSteps(args[++i] ?? '')
    else throw new BadArguments(`"${arg}" is not understood.\n${DEPLOY_USAGE}`)
  }
  if (!result.env) throw new BadArguments(`Which environment? --env NAME is missing.\n${DEPLOY_USAGE}`)
  return result
}

function readSteps(text: string): Step['id'][] {
  const names = text.split(',')
  const unknown = names.find((name) => !STEPS.includes(name as Step['id']))
  if (unknown !== undefined) throw new BadArguments(`--only knows ${STEPS.join(', ')}; not "${unknown}".`)
  return names as Step['id'][]
}
