import { bytesField } from './protobuf'
import { writeBytes } from './wire'

/**
 * `getCrossAccountToken`, asked by `new cloud.Cloud({resourceAppid, resourceEnv}).init()` for an environment that another
 * mini-program shares. There is one environment here, and it is that one too; the keys are of no account (AuthorizationInfo:
 * 1 credentials {1 id, 2 key, 3 token}, 2 what proves the leave).
 */
export function sharedEnvironment(): Buffer {
  const credentials = Buffer.concat([bytesField(1, 'local'), bytesField(2, 'local'), bytesField(3, 'local')])
  return writeBytes(Buffer.concat([bytesField(1, credentials), bytesField(2, 'local')]), 'application/octet-stream')
}
