import { relative } from 'node:path'
import { root } from '../../tasks/paths'
import type { Environment } from '../environment'
import type { Step } from '../plan'

/** The web app, and the pictures that the mini-program loads from the same place. */
export function webStep(environment: Environment, h5: string): Step {
  const args = ['hosting', 'deploy', relative(root, h5), '/', '--envId', environment.cloudEnv]
  return {
    id: 'web',
    title: `web app and pictures (${relative(root, h5)}) to ${environment.web?.url}`,
    actions: [{ says: `tcb ${args.join(' ')}`, run: (tools) => tools.command('tcb', args) }],
  }
}
