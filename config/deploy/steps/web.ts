import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { cacheDir, root } from '../../tasks/paths'
import { commandLine } from '../commandLine'
import type { Environment } from '../environment'
import type { Step } from '../plan'

/** The web app, and the pictures that the mini-program loads from the same place. */
export function webStep(environment: Environment, h5: string): Step {
  const folder = join(cacheDir, 'deploy', environment.name, 'web')
  const shown = relative(root, folder)
  const args = ['hosting', 'deploy', shown, '/', '--envId', environment.cloudEnv]
  const config = webConfig(environment)
  return {
    id: 'web',
    title: `web app and pictures to ${environment.web?.url}`,
    byHand: 'WeChat DevTools → 云开发 → 静态网站 → 上传文件夹',
    actions: [
      {
        says: `copy ${relative(root, h5)} to ${shown} and write config.js there: ${config.trim()}`,
        async run() {
          rmSync(folder, { recursive: true, force: true })
          mkdirSync(folder, { recursive: true })
          cpSync(h5, folder, { recursive: true })
          writeFileSync(join(folder, 'config.js'), config)
        },
      },
      { says: commandLine('tcb', args), run: (tools) => tools.command('tcb', args) },
    ],
  }
}

/** What the page reads before anything else: which cloud it belongs to. */
function webConfig({ cloudEnv }: Environment): string {
  return `window.LINTUAN = ${JSON.stringify({ env: cloudEnv, pictureBase: './pictures' })}\n`
}
