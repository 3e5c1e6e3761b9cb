/** Who calls a function. Clients carry an identity; the platform and other functions do not. */
export interface Caller {
  /** Path of the call, as getWXContext().SOURCE reports it: wx_client, wx_trigger, wx_paycallback, …,scf. */
  source: string
  openid?: string
  uid?: string
  anonymous?: boolean
  /** Clients are refused by functions with `"clientInvoke": false`. */
  client: boolean
  /** A timer fires: the SDK then takes its platform token from another place. */
  timer?: boolean
  /** Host and port under which the client reaches the emulator. */
  host?: string
}

export const APP_ID = 'wxlocalcloud'

/**
 * The event of a call (JSON text) as the function gets it: WeChat puts who calls into `userInfo` of what mini-programs
 * send, whatever they have put there themselves. Of two keys of one name the last counts.
 */
export function eventOf(event: string, { source, openid }: Caller): string {
  const inner = /^\s*\{(.*)\}\s*$/s.exec(event)?.[1]
  if (source !== 'wx_client' || openid === undefined || inner === undefined) return event
  const userInfo = `"userInfo":${JSON.stringify({ appId: APP_ID, openId: openid })}`
  return inner.trim() === '' ? `{${userInfo}}` : `{${inner},${userInfo}}`
}

/** Names the SDK's getWXContext() and getCloudbaseContext() may read. */
const WX_NAMES = 'WX_OPENID,WX_APPID,WX_UNIONID,WX_API_TOKEN,WX_CLIENTIP'
const TCB_NAMES = 'TCB_UUID,TCB_ISANONYMOUS_USER,TCB_CUSTOM_USER_ID,TCB_SOURCE,TCB_SOURCE_IP'

/** Environment of one invocation. Values absent here are absent in the function too. */
export function invocationEnv(caller: Caller, token: string): Record<string, string> {
  const env: Record<string, string> = {
    WX_CONTEXT_KEYS: WX_NAMES,
    TCB_CONTEXT_KEYS: TCB_NAMES,
    WX_API_TOKEN: token,
    TCB_SOURCE: caller.source,
  }
  if (caller.client) {
    env.WX_APPID = APP_ID
    env.WX_CLIENTIP = '127.0.0.1'
  }
  if (caller.openid !== undefined) env.WX_OPENID = caller.openid
  if (caller.uid !== undefined) env.TCB_UUID = caller.uid
  if (caller.anonymous) env.TCB_ISANONYMOUS_USER = 'true'
  if (caller.timer) env.TRIGGER_SRC = 'timer'
  return env
}
