import { environment } from '../deploy/environment'

/**
 * A made-up environment. Copy this file to production.ts (or staging.ts …) beside it and put your own values in; what
 * each key means and where its value is found stands in ../deploy/environment.ts and docs/deploy.md.
 *
 * Nothing secret belongs here. Secrets are environment variables of your shell, or lines in NAME.secrets beside this
 * file, which git ignores; `npm run doctor -- --env NAME` lists what is missing.
 */
export default environment({
  appId: 'wx0123456789abcdef',
  cloudEnv: 'lintuan-example',
  region: 'ap-shanghai',
  pay: { subMchId: '1900000001' },
  transfer: {
    mchId: '1900000002',
    certSerial: '0123456789ABCDEF0123456789ABCDEF01234567',
    certExpires: '2030-12-31',
  },
  templates: {
    redPacket: 'abcdefghijklmnopqrstuvwxyz0123456789_ABCDEF',
    redPacketFields: ['thing1', 'amount2', 'thing3'],
  },
  categories: ['商家自营 > 食品饮料'],
  pictures: 'https://lintuan-example.tcloudbaseapp.com/pictures',
  web: { url: 'https://lintuan-example.tcloudbaseapp.com' },
  upload: { version: '1.0.0', note: '社区团购首个版本' },
})
