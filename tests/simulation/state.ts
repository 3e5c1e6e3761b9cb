import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How far a replay has come; kept beside the cloud's data. */
export interface ReplayState {
  version: 1
  /** What is replayed: hash of the file and the options that change the outcome. */
  subject: string
  /** Residents and goods are in. */
  seeded: boolean
  /** First step that has not been finished. */
  next: number
  /** Real seconds spent so far. */
  seconds: number
  /** Database round trips and function calls so far. */
  roundTrips: number
  functionCalls: number
}

/** The state directory cannot be used as asked; `message` says what to do. */
export class WrongState extends Error {
  override name = 'WrongState'
}

const fileOf = (dir: string) => join(dir, 'replay.json')
export const cloudDir = (dir: string) => join(dir, 'cloud')

/** Opens the state of a replay in `dir`: a new one, or with `resume` the one that was left there. */
export function openState(dir: string, subject: string, resume: boolean): ReplayState {
  const file = fileOf(dir)
  const fresh: ReplayState = {
    version: 1,
    subject,
    seeded: false,
    next: 0,
    seconds: 0,
    roundTrips: 0,
    functionCalls: 0,
  }
  if (!existsSync(file)) {
    if (resume) throw new WrongState(`there is no replay to resume in ${dir}`)
    if (existsSync(cloudDir(dir))) throw new WrongState(`${dir} holds other data: name an empty directory`)
    mkdirSync(dir, { recursive: true })
    saveState(dir, fresh)
    return fresh
  }
  if (!resume) throw new WrongState(`${dir} holds a replay already: add --resume, or name another directory`)
  const state = JSON.parse(readFileSync(file, 'utf8')) as ReplayState
  if (state.subject !== subject) throw new WrongState(`the replay in ${dir} is of another file or other options`)
  if (state.seeded) return state
  // Killed while it was being filled: nothing has been ordered yet.
  rmSync(cloudDir(dir), { recursive: true, force: true })
  return fresh
}

/** Writes the state so that a reader finds the old one or the new one, whole. */
export function saveState(dir: string, state: ReplayState): void {
  writeFileSync(`${fileOf(dir)}.new`, JSON.stringify(state))
  renameSync(`${fileOf(dir)}.new`, fileOf(dir))
}
