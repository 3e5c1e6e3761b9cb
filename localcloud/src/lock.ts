import { accessSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Makes sure that one process at a time uses a data directory. The lock names its process; one left by a process
 * that is gone is taken over.
 * @throws when a living process holds it, or nothing can be written there.
 * @returns a function that gives the lock back
 */
export function lockDirectory(directory: string): () => void {
  try {
    mkdirSync(directory, { recursive: true })
    accessSync(directory, constants.W_OK)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new Error(`the data directory ${directory} cannot be used: ${REASONS[code ?? ''] ?? message}`)
  }
  const file = join(directory, 'lock')
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = Number(readFileSync(file, 'utf8'))
      if (attempt > 0 || held.has(file) || (holder !== process.pid && isAlive(holder))) {
        throw new Error(
          `the data directory ${directory} is in use by process ${holder}: stop that one, or choose another directory`,
        )
      }
      rmSync(file, { force: true })
    }
  }
  held.add(file)
  return () => {
    held.delete(file)
    rmSync(file, { force: true })
  }
}

const REASONS: Record<string, string> = {
  EEXIST: 'there is a file of this name',
  ENOTDIR: 'what it is to lie in is a file',
  EACCES: 'no leave to write there',
  EROFS: 'no leave to write there',
}

/** Locks of this process: its own id in a lock file means another emulator in the same process, or a reused id. */
const held = new Set<string>()

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
