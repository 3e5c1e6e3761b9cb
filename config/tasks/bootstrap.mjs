// Front of every npm command. Plain JavaScript without imports from npm: it runs before anything is installed.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const LEAST_NODE = 20
const HEARTBEAT_MS = 15_000
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

const major = Number(process.versions.node.split('.')[0])
if (major < LEAST_NODE) {
  console.error(`Lintuan needs Node ${LEAST_NODE} or newer; this is ${process.versions.node}. See https://nodejs.org`)
  process.exit(1)
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))

/** Whether node_modules holds just what the lock file says (npm notes there what it installed). */
function installed() {
  const note = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(note)) return false
  const wanted = readJson(join(root, 'package-lock.json')).packages
  const present = readJson(note).packages
  return Object.entries(wanted).every(([path, entry]) => {
    // Packages of other platforms are in the lock file and not on this machine.
    if (!path.startsWith('node_modules/') || entry.link || entry.optional) return true
    return present[path]?.version === entry.version
  })
}

if (!installed()) {
  console.log('Installing dependencies from package-lock.json (once, takes a minute or two) …')
  const started = Date.now()
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const child = spawn(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  const seconds = () => Math.round((Date.now() - started) / 1000)
  // npm shows its own progress on a terminal and nothing elsewhere.
  const heartbeat = setInterval(() => process.stdout.isTTY || console.log(`  … npm ci (${seconds()} s)`), HEARTBEAT_MS)
  const code = await new Promise((done) => child.on('close', done).on('error', () => done(1)))
  clearInterval(heartbeat)
  if (code !== 0) {
    console.error('npm ci failed: see the lines above. Is the network, or a registry mirror, reachable?')
    process.exit(1)
  }
  console.log(`Dependencies installed in ${seconds()} s`)
}

const [task, ...rest] = process.argv.slice(2)
const file = join(root, 'config', 'tasks', `${task}.ts`)
if (!task || !/^[a-z]+$/.test(task) || !existsSync(file)) {
  console.error(`There is no command "${task}".`)
  process.exit(1)
}
// What was typed is relative to where it was typed, and npm moves to the root.
process.env.LINTUAN_CWD ??= process.env.INIT_CWD ?? process.cwd()
process.argv = [process.argv[0], file, ...rest]
process.chdir(root)
await import('tsx')
await import(pathToFileURL(file).href)
