import type { Environment } from './environment'
import { collectionsStep } from './steps/collections'
import { functionsStep } from './steps/functions'
import { miniprogramStep } from './steps/miniprogram'
import { rulesStep } from './steps/rules'
import { webStep } from './steps/web'
import type { Tools } from './tools'

/** One thing a step does: what a person would do by hand, and the doing of it. */
export interface Action {
  /** Exactly what happens: a command line, or an API call with its arguments. */
  says: string
  run(tools: Tools): Promise<unknown>
}

export interface Step {
  id: 'collections' | 'rules' | 'functions' | 'miniprogram' | 'web'
  title: string
  /** Where a person does the same without these tools. */
  byHand: string
  actions: Action[]
}

/** What deploying the built artifacts means, in the order it is done: what the functions need is there before them. */
export function deployPlan(environment: Environment, paths: Paths): Step[] {
  return [
    collectionsStep(),
    functionsStep(environment, paths.functions),
    rulesStep(paths.functions),
    ...(environment.web ? [webStep(environment, paths.h5)] : []),
    miniprogramStep(environment, paths.weapp),
  ]
}

/** Folders of what was built. */
export interface Paths {
  functions: string
  weapp: string
  h5: string
}
