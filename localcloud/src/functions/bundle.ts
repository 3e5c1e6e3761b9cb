import { dirname, isAbsolute, join, resolve } from 'node:path'
import { build, type Message, type Plugin } from 'esbuild'
import type { FunctionDefinition } from './config'
import { isModule } from './entry'

/** The platform's Node 16 is the oldest runtime functions are deployed on; newer syntax is compiled down to it. */
export const FUNCTION_TARGET = 'node16'

/** A function as one CommonJS text, and the files it was made of. */
export interface Bundle {
  code: string
  sources: string[]
}

/**
 * Bundles TypeScript or ES modules. Rejects with esbuild's messages (file, line, column, cause). Installed packages
 * are left to `require`, as on the platform, so that the server SDK runs unmodified.
 */
export async function bundleFunction(definition: FunctionDefinition): Promise<Bundle> {
  try {
    const result = await build({
      entryPoints: [definition.entry],
      absWorkingDir: definition.folder,
      // Nothing is written: what the source map says is relative to this.
      outfile: join(dirname(definition.entry), 'bundle.js'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: FUNCTION_TARGET,
      plugins: [installedPackages],
      sourcemap: 'inline',
      sourcesContent: false,
      metafile: true,
      write: false,
      logLevel: 'silent',
    })
    const sources = Object.keys(result.metafile.inputs).map((file) => resolve(definition.folder, file))
    return { code: result.outputFiles[0]?.text ?? '', sources }
  } catch (error) {
    const { errors = [] } = error as { errors?: Message[] }
    if (errors.length === 0) throw error
    const files = errors.flatMap(({ location }) => (location ? [resolve(definition.folder, location.file)] : []))
    throw new BundleError(errors.map((one) => describe(definition, one)).join('\n'), files)
  }
}

/** A function that does not compile; `sources` are the files at fault. */
export class BundleError extends Error {
  constructor(
    message: string,
    readonly sources: string[],
  ) {
    super(message)
  }
}

function describe({ folder }: FunctionDefinition, { text, location }: Message): string {
  if (!location) return text
  const place = `${resolve(folder, location.file)}:${location.line}:${location.column + 1}`
  return `${place}: ${text}\n    ${location.lineText.trim()}`
}

/**
 * Leaves packages to `require`, unless it could not load them: packages of ES modules only, packages of a monorepo that
 * are TypeScript, and names that are paths of a tsconfig.json.
 */
const installedPackages: Plugin = {
  name: 'installed-packages',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ path, resolveDir, kind, pluginData }) => {
      if (pluginData === ASKED || kind === 'entry-point') return undefined
      const find = (as: 'require-call' | 'import-statement') =>
        build.resolve(path, { kind: as, resolveDir, pluginData: ASKED })
      const required = await find('require-call')
      if (required.errors.length === 0) return canRequire(required.path) ? { path, external: true } : undefined
      // What is missing everywhere is missed when it is asked for, with advice how to install it.
      return (await find('import-statement')).errors.length === 0 ? undefined : { path, external: true }
    })
  },
}

/** Marks what the plugin itself asks for. */
const ASKED = Symbol('asked')

const canRequire = (file: string): boolean =>
  !isAbsolute(file) || (/[\\/]node_modules[\\/]/.test(file) && /\.(c?js|json|node)$/.test(file) && !isModule(file))
