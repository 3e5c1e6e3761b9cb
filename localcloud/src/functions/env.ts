/**
 * Environment of every function instance: what makes the unmodified wx-server-sdk talk to this server. RUNENV and
 * the dummy keys keep it from probing a metadata host, SILENCE from leaving timers behind after a failed call.
 */
export function baseEnv(env: string, port: number): Record<string, string> {
  return {
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: env,
    TCB_ENV: env,
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    SILENCE: 'true',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `http://127.0.0.1:${port}/admin` }),
    PATH: process.env.PATH ?? '',
  }
}
