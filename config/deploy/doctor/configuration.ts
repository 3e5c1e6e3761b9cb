import { createPrivateKey } from 'node:crypto'
import { SECRETS, type SecretName } from '../secrets'
import { type Check, ok, warn, wrong } from './check'

const DAY_MS = 86_400_000
/** A new certificate wants an application and a deployment: two months are a calm time for both. */
const WARN_DAYS = 60

const isPem = (text: string): boolean => {
  try {
    createPrivateKey(text)
    return true
  } catch {
    return false
  }
}

const PEMS: readonly SecretName[] = ['UPLOAD_KEY', 'TRANSFER_PRIVATE_KEY']

export const secretsCheck: Check = {
  title: 'secrets',
  run: ({ secrets, environment }) =>
    (Object.keys(SECRETS) as SecretName[]).map((name) => {
      const value = secrets[name]
      const where = `set it in your shell or in config/environments/${environment.name}.secrets; it is the ${SECRETS[name]}`
      if (!value) return wrong(`${name} is missing`, where)
      if (PEMS.includes(name) && !isPem(value)) return wrong(`${name} is not a private key`, where)
      return ok(`${name} is there`)
    }),
}

export const certificateCheck: Check = {
  title: 'certificate of merchant transfer',
  run({ environment: { transfer }, now }) {
    const days = Math.floor((Date.parse(`${transfer.certExpires}T16:00:00Z`) - now) / DAY_MS)
    const remedy =
      'apply for a new one at pay.weixin.qq.com → 账户中心 → API 安全, then change transfer.cert… and deploy'
    if (days < 0) return [wrong(`it expired on ${transfer.certExpires}: no red packet can be paid`, remedy)]
    if (days < WARN_DAYS) return [warn(`it expires on ${transfer.certExpires}, in ${days} days`, remedy)]
    return [ok(`valid until ${transfer.certExpires}, ${days} days`)]
  },
}

export const templatesCheck: Check = {
  title: 'subscribe-message templates',
  run: ({ environment: { templates } }) => [
    templates.redPacket
      ? ok(
          `red packet granted, with the fields ${templates.redPacketFields.join(', ')}: as the template's details (详情) list them`,
        )
      : warn(
          'templates.redPacket is missing: leaders hear of red packets only while the app is open',
          'choose a template with 事项 (thing), 金额 (amount) and 备注 (thing) at mp.weixin.qq.com → 订阅消息',
        ),
  ],
}

export const categoriesCheck: Check = {
  title: 'service categories',
  run: ({ environment: { categories } }) => [
    categories.some((category) => /^(商家自营|电商平台)/.test(category))
      ? ok(categories.join(', '))
      : wrong(
          'no category that may sell goods',
          'apply for 商家自营 (own goods) or 电商平台 at mp.weixin.qq.com → 设置 → 服务类目 and list it in categories',
        ),
  ],
}

export const addressesCheck: Check = {
  title: 'addresses',
  run({ environment: { pictures, web } }) {
    if (!web)
      return [warn('no web app: pictures must be served by somebody else', 'set web.url, or mind pictures yourself')]
    if (!pictures.startsWith(web.url)) {
      return [warn(`pictures come from ${pictures}, which is not deployed from here`, `use ${web.url}/pictures`)]
    }
    return [ok(`pictures come from ${pictures}; it must be among the downloadFile domains of the mini-program`)]
  },
}
