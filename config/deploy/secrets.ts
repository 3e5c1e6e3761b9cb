import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../tasks/paths'

/** What must never be in the repository, and where an operator gets it. */
export const SECRETS = {
  /** CAM key that may manage the environment: console.cloud.tencent.com → 访问管理 → API 密钥. */
  TENCENT_SECRET_ID: 'Tencent Cloud SecretId (访问管理 → API 密钥)',
  TENCENT_SECRET_KEY: 'Tencent Cloud SecretKey (访问管理 → API 密钥)',
  UPLOAD_KEY: 'code upload key of the mini-program, a PEM (mp.weixin.qq.com → 开发管理 → 小程序代码上传)',
  TRANSFER_PRIVATE_KEY: 'private key of the merchant API certificate, a PEM (pay.weixin.qq.com → API 安全)',
} as const

export type SecretName = keyof typeof SECRETS
export type Secrets = Partial<Record<SecretName, string>>

/** The file of an environment's secrets is not what it should be. */
export class BadSecrets extends Error {}

/**
 * Secrets of an environment: variables of the shell come first, then lines `NAME=value` of config/environments/NAME.secrets.
 * A value in a file may hold \n for line ends; `NAME=@path` reads a file, from the root of the checkout.
 * @throws BadSecrets with file and line
 */
export function readSecrets(name: string, shell: NodeJS.ProcessEnv = process.env): Secrets {
  const file = join(root, 'config', 'environments', `${name}.secrets`)
  const secrets: Secrets = existsSync(file) ? parseSecrets(readFileSync(file, 'utf8'), file) : {}
  for (const secret of Object.keys(SECRETS) as SecretName[]) {
    const value = shell[secret]
    if (value) secrets[secret] = value.replaceAll('\\n', '\n')
  }
  return secrets
}

export function parseSecrets(text: string, file: string): Secrets {
  const secrets: Secrets = {}
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const at = line.indexOf('=')
    const key = line.slice(0, Math.max(at, 0)).trim()
    if (!(key in SECRETS)) {
      throw new BadSecrets(`${file}:${i + 1}: expected NAME=value with NAME one of ${Object.keys(SECRETS).join(', ')}`)
    }
    const value = line.slice(at + 1).trim()
    if (!value.startsWith('@')) secrets[key as SecretName] = value.replaceAll('\\n', '\n')
    else {
      const path = join(root, value.slice(1))
      if (!existsSync(path)) throw new BadSecrets(`${file}:${i + 1}: there is no file ${value.slice(1)}`)
      secrets[key as SecretName] = readFileSync(path, 'utf8')
    }
  }
  return secrets
}
