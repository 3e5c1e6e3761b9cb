import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../tasks/paths'

const filled = (what: string) => z.string().min(1, `${what} is missing`)
const templateId = z.string().regex(/^[\w-]{43}$/, 'a template id has 43 letters, digits, "-" and "_"')

/** Everything of one environment that is not secret. Each key says where its value is found. */
export const environmentSchema = z.strictObject({
  /** Mini-program's AppID: mp.weixin.qq.com → 开发管理 → 开发设置. */
  appId: z.string().regex(/^wx[0-9a-f]{16}$/, 'an AppID is "wx" and 16 hex digits'),
  /** Id of the cloud environment: WeChat DevTools → 云开发 → 设置 → 环境 ID. */
  cloudEnv: z.string().regex(/^[a-z][a-z0-9-]{2,38}[a-z0-9]$/, 'as the console shows it, like lintuan-3gk1x'),
  /** Region of that environment. */
  region: filled('the region').default('ap-shanghai'),
  pay: z.strictObject({
    /** Merchant number bound to the environment: DevTools → 云开发 → 设置 → 全局设置 → 微信支付配置. */
    subMchId: z.string().regex(/^\d{8,10}$/, 'a merchant number has 8 to 10 digits'),
  }),
  /** Merchant transfer (商家转账, scene 1005 佣金报酬) pays red packets and settlements. */
  transfer: z.strictObject({
    mchId: z.string().regex(/^\d{8,10}$/, 'a merchant number has 8 to 10 digits'),
    /** Serial number of the merchant's API certificate: pay.weixin.qq.com → 账户中心 → API 安全. */
    certSerial: z.string().regex(/^[0-9A-F]{40}$/, '40 upper-case hex digits'),
    /** Last day that certificate is valid, YYYY-MM-DD; `npm run doctor` warns before it. */
    certExpires: z.iso.date('a day as YYYY-MM-DD'),
  }),
  /** Subscribe-message templates chosen at mp.weixin.qq.com → 订阅消息; none: nobody is asked and nothing is sent. */
  templates: z.strictObject({
    /** "Red packet granted": fields for what it is about, how much it is, and a remark. */
    redPacket: templateId.optional(),
    /** Names of these three fields, in this order, as the template's details (详情) list them. */
    redPacketFields: z
      .tuple([
        z.string().regex(/^thing\d+$/, 'a field of kind thing, like thing1'),
        z.string().regex(/^amount\d+$/, 'a field of kind amount, like amount2'),
        z.string().regex(/^thing\d+$/, 'a field of kind thing, like thing3'),
      ])
      .default(['thing1', 'amount2', 'thing3']),
  }),
  /** Service categories approved for the mini-program: mp.weixin.qq.com → 设置 → 服务类目. */
  categories: z.array(z.string()),
  /** Where the mini-program finds pictures (https, in its downloadFile domains): the web app's hosting serves them. */
  pictures: z.url({ protocol: /^https$/, error: 'an https address' }).transform((url) => url.replace(/\/$/, '')),
  /** Address of the web app; absent: it is not deployed. */
  web: z.strictObject({ url: z.url({ protocol: /^https$/, error: 'an https address' }) }).optional(),
  /** Version and note of the upload as reviewers see them. */
  upload: z.strictObject({
    version: z.string().regex(/^\d+\.\d+\.\d+$/, 'like 1.0.0'),
    note: filled('the note'),
  }),
})

/** As a file of config/environments writes it. */
export type EnvironmentInput = z.input<typeof environmentSchema>
export type Environment = z.output<typeof environmentSchema> & { name: string }

/** Types a configuration; what it holds is checked when it is read. */
export const environment = (values: EnvironmentInput) => values

/** The configuration is missing or wrong; the message names file and key and says what was expected. */
export class BadEnvironment extends Error {}

const folder = join(root, 'config', 'environments')

/** Names of the environments there are files for. */
export function environmentNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3))
    .sort()
}

/** Reads config/environments/NAME.ts. @throws BadEnvironment */
export async function readEnvironment(name: string): Promise<Environment> {
  const file = join(folder, `${name}.ts`)
  if (!/^[\w-]+$/.test(name) || !existsSync(file)) {
    throw new BadEnvironment(
      `There is no environment "${name}". There are: ${environmentNames().join(', ')}. Copy config/environments/example.ts to config/environments/${name}.ts and fill it in.`,
    )
  }
  const loaded = (await import(file)) as { default?: unknown }
  return { name, ...checkEnvironment(loaded.default, `config/environments/${name}.ts`) }
}

/** Checks a configuration; `where` is named in the error. @throws BadEnvironment */
export function checkEnvironment(values: unknown, where: string): z.output<typeof environmentSchema> {
  const result = environmentSchema.safeParse(values)
  if (result.success) return result.data
  const lines = result.error.issues.map(({ path, message }) => `  ${path.join('.') || 'default export'}: ${message}`)
  throw new BadEnvironment(`${where} is not complete:\n${lines.join('\n')}`)
}
