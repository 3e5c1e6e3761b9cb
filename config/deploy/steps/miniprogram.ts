import { relative } from 'node:path'
import { root } from '../../tasks/paths'
import { commandLine } from '../commandLine'
import type { Environment } from '../environment'
import type { Step } from '../plan'

/** Uploads the built mini-program as a development version; a person submits it for review at mp.weixin.qq.com. */
export function miniprogramStep(environment: Environment, weapp: string): Step {
  const { appId, upload } = environment
  const args = (key: string) => [
    ...['upload', '--appid', appId, '--project-path', relative(root, weapp), '--private-key-path', key],
    // Taro has compiled and minified already.
    ...['--upload-version', upload.version, '--upload-description', upload.note, '--enable-es6', 'false'],
  ]
  return {
    id: 'miniprogram',
    title: `mini-program (${relative(root, weapp)}) as version ${upload.version}`,
    byHand: 'WeChat DevTools: import this folder, 上传',
    actions: [
      {
        says: commandLine('miniprogram-ci', args('$UPLOAD_KEY_FILE')),
        run: (tools) => tools.command('miniprogram-ci', args(tools.secretFile('UPLOAD_KEY'))),
      },
    ],
  }
}
