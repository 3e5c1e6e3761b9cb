import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { COLLECTION, INDEXES } from './goods'

const CLI = fileURLToPath(new URL('../bin/localcloud.mjs', import.meta.url))

export interface Server {
  port: number
  /** ms from the start of the process until it was ready. */
  startMs: number
  /** Memory of its own in MB, without the pages of the database file; undefined where the system does not tell. */
  memoryMb(): number | undefined
  kill(): void
}

/** The command line tool in a process of its own. */
export async function startServer(data: string): Promise<Server> {
  const rules = join(data, 'rules.json')
  const indexes = join(data, 'indexes.json')
  writeFileSync(rules, JSON.stringify({ [COLLECTION]: { read: true } }))
  writeFileSync(indexes, JSON.stringify(INDEXES))
  const started = performance.now()
  const args = ['--port', '0', '--host', '127.0.0.1', '--data', data, '--rules', rules, '--indexes', indexes]
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await readyPort(child)
  return {
    port,
    startMs: performance.now() - started,
    memoryMb: () => privateMb(child.pid as number),
    kill: () => void child.kill('SIGKILL'),
  }
}

function readyPort(child: ChildProcess): Promise<number> {
  let output = ''
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk
      const port = /^ready http:\/\/[^:]+:(\d+)/m.exec(output)?.[1]
      if (port) resolve(Number(port))
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${output}`)))
  })
}

/** Anonymous memory of a process, where /proc tells. */
export function privateMb(pid: number): number | undefined {
  try {
    const kb = /^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kb === undefined ? undefined : Math.round(Number(kb) / 1000)
  } catch {
    return undefined
  }
}
