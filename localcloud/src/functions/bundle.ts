import { build } from 'esbuild'
import type { FunctionDefinition } from './config'

/** The platform's Node 16 is the oldest runtime functions are deployed on; newer syntax is compiled down to it. */
export const FUNCTION_TARGET = 'node16'
/** Left to the function's own node_modules, as on the platform: the server SDK must run unmodified. */
export const EXTERNAL_PACKAGES = ['wx-server-sdk', '@cloudbase/node-sdk', 'tcb-admin-node']

/** Bundles an index.ts to one CommonJS text. Rejects with esbuild's messages (file, line, cause). */
export async function bundleFunction(definition: FunctionDefinition): Promise<string> {
  const result = await build({
    entryPoints: [definition.entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: FUNCTION_TARGET,
    external: EXTERNAL_PACKAGES,
    write: false,
    logLevel: 'silent',
  })
  return result.outputFiles[0]?.text ?? ''
}
