// Completes package-lock.json after packages were added (`npm run lock`). A registry mirror may not hold the builds of a
// package for other platforms; npm then leaves them out of the lock file, and `npm ci` refuses a lock file that lacks
// them, on every machine. This writes them in as what they are: optional, of that very version, for that platform.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const SYSTEMS = ['darwin', 'win32', 'android', 'freebsd', 'openharmony', 'linux']
const CPUS = [
  [/arm64/, 'arm64'],
  [/armv7|linux-arm$|linux-arm-|eabi/, 'arm'],
  [/x64/, 'x64'],
  [/ia32/, 'ia32'],
  [/ppc64/, 'ppc64'],
  [/s390x/, 's390x'],
  [/riscv64/, 'riscv64'],
  [/loong64/, 'loong64'],
]

/** What a package is for, by its name: `@swc/core-linux-x64-musl` → linux, x64, musl. */
export function platformOf(name) {
  const os = SYSTEMS.find((system) => name.includes(system))
  const cpu = CPUS.find(([pattern]) => pattern.test(name))?.[1]
  const libc = os !== 'linux' ? undefined : /musl/.test(name) ? 'musl' : /gnu/.test(name) ? 'glibc' : undefined
  return { os, cpu, libc }
}

/** Where `name` is found from the package at `path`, as Node looks for it; undefined when nowhere. */
function resolveFrom(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('node_modules/') - 1, 0))) {
    const at = `${folder ? `${folder}/` : ''}node_modules/${name}`
    if (packages[at]) return at
    if (!folder) return undefined
  }
}

/** Entries the lock file lacks: `[path, entry]`. */
export function missingEntries(packages) {
  const missing = []
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!/^\d+\.\d+\.\d+/.test(version)) continue
      const at = resolveFrom(packages, path, name)
      if (at && packages[at].version === version) continue
      const { os, cpu, libc } = platformOf(name)
      if (!os) continue
      const where = at ? `${path}/node_modules/${name}` : `node_modules/${name}`
      missing.push([
        where,
        {
          version,
          ...(cpu ? { cpu: [cpu] } : {}),
          ...(entry.dev ? { dev: true } : {}),
          ...(libc ? { libc: [libc] } : {}),
          optional: true,
          os: [os],
        },
      ])
    }
  }
  // NutUI names a usage reporter as optional, by the tag "latest"; it is overridden in package.json with a version for
  // no platform, so that nothing is installed and nothing reports.
  const reporter = 'node_modules/@jmfe/npm-usage-stats-tool'
  if (!packages[reporter]) missing.push([reporter, { version: '0.0.0', optional: true, os: ['none'] }])
  return missing
}

function main() {
  const file = join(resolve(dirname(fileURLToPath(import.meta.url)), '..', '..'), 'package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const missing = missingEntries(lock.packages)
  if (missing.length > 0) {
    const all = { ...lock.packages, ...Object.fromEntries(missing) }
    lock.packages = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)))
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  }
  console.log(`${missing.length} entries added to package-lock.json`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
