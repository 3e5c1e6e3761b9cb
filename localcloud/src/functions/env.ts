/**
 * What makes the unmodified server SDKs talk to the cloud at an address. RUNENV and the dummy keys keep them from
 * probing a metadata host, SILENCE from leaving timers behind after a failed call.
 */
export function sdkEnv(env: string, url: string): Record<string, string> {
  return {
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: env,
    TCB_ENV: env,
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    SILENCE: 'true',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
  }
}

/** Environment of every function instance. */
export function baseEnv(env: string, port: number): Record<string, string> {
  return { ...sdkEnv(env, `http://127.0.0.1:${port}`), PATH: process.env.PATH ?? '' }
}
