import type { Environment } from '../environment'
import type { DeployedFunction } from '../functions'
import type { Secrets } from '../secrets'
import type { Cloud } from './cloud'

export interface Finding {
  /** `fail`: this environment will not work. `warn`: something will be missing, or soon. */
  level: 'ok' | 'warn' | 'fail'
  says: string
  /** What to do about it. */
  remedy?: string
}

/** What the checks look at. */
export interface Patient {
  environment: Environment
  secrets: Secrets
  /** The functions as built here. */
  functions: DeployedFunction[]
  /** The deployed environment; absent when the secrets to ask it are missing. */
  cloud: Cloud | undefined
  /** ms since 1970. */
  now: number
}

export interface Check {
  title: string
  run(patient: Patient): Finding[] | Promise<Finding[]>
}

export const ok = (says: string): Finding => ({ level: 'ok', says })
export const warn = (says: string, remedy: string): Finding => ({ level: 'warn', says, remedy })
export const wrong = (says: string, remedy: string): Finding => ({ level: 'fail', says, remedy })
