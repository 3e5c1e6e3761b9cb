import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Metafile } from 'esbuild'
import ts from 'typescript'
import { CONSOLE_BUILD } from '../src/control/console'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'src')
const target = join(root, 'dist')

/** What the package installs; everything else it is made of is in its files. */
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}

/**
 * Makes what is published out of the sources: CommonJS, which `import`, `require` and Jest without further ado all take;
 * the types; the files that are read while running; and the licences of what was bundled.
 */
async function main(): Promise<void> {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target)
  const { metafile } = await build({
    entryPoints: { index: join(source, 'index.ts'), cli: join(source, 'cli.ts') },
    outdir: target,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: Object.keys(dependencies),
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: `const moduleUrl = require('node:url').pathToFileURL(__filename).href` },
    metafile: true,
    charset: 'utf8',
    logLevel: 'warning',
  })
  // The package itself says "module".
  writeFileSync(join(target, 'package.json'), '{ "type": "commonjs" }\n')
  await buildConsole()
  cpSync(join(source, 'functions', 'bootstrap.cjs'), join(target, 'bootstrap.cjs'))
  writeTypes()
  writeFileSync(join(target, 'LICENSES.txt'), licences(metafile))
}

async function buildConsole(): Promise<void> {
  const from = join(source, 'control', 'console')
  const to = join(target, 'console')
  mkdirSync(to)
  await build({ ...CONSOLE_BUILD, entryPoints: [join(from, 'app.ts')], outdir: to })
  for (const file of readdirSync(from)) if (!file.endsWith('.ts')) cpSync(join(from, file), join(to, file))
}

function writeTypes(): void {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2021,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    skipLibCheck: true,
    esModuleInterop: true,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: source,
    outDir: join(target, 'types'),
    types: ['node'],
  }
  const program = ts.createProgram([join(source, 'index.ts')], options)
  program.emit()
}

/** The licence texts of the packages whose code is in the bundles. */
function licences({ inputs }: Metafile): string {
  const folders = Object.keys(inputs).flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [])
  const texts = [...new Set(folders)].sort().map((folder) => {
    const path = join(root, folder)
    const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
    const file = readdirSync(path).find((one) => /^licen[cs]e/i.test(one))
    return `${name} ${version} (${license})\n\n${file ? readFileSync(join(path, file), 'utf8').trim() : ''}\n`
  })
  return texts.join('\n----\n\n')
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
