import { randomUUID } from 'node:crypto'
import type { Scheduler } from '../clock/scheduler'
import type { Database } from '../database/types'
import type { FunctionRuntime } from '../functions/runtime'
import type { Limits } from '../limits/limits'
import type { ApiAnswer } from './wire'

export const TASKS = '_tasks'

interface Task {
  _id: string
  functionName: string
  data: string
  at: number
  /** Tasks of the same instant run in the order in which they were given; absent in data of earlier versions. */
  number?: number
}

/** Delayed calls of functions. They survive a restart; one whose time came meanwhile is made at the start. */
export class DelayedTasks {
  private given = 0
  /** How to take back what is scheduled, by task: an import schedules again what is there already. */
  private readonly scheduled = new Map<string, () => void>()

  constructor(
    private readonly database: Database,
    private readonly runtime: FunctionRuntime,
    private readonly scheduler: Scheduler,
    private readonly now: () => number,
    private readonly limits: Limits,
  ) {}

  resume(): void {
    for (const task of this.database.find(TASKS) as unknown as Task[]) {
      this.given = Math.max(this.given, task.number ?? 0)
      this.schedule(task)
    }
  }

  async add(data: Record<string, unknown>): Promise<ApiAnswer> {
    const { function_name: functionName, delay_time: delay } = data
    if (typeof functionName !== 'string' || functionName === '')
      return { errcode: 47001, errmsg: 'function_name is missing' }
    const { delayedTaskFromS: from, delayedTaskToS: to } = this.limits
    if (typeof delay !== 'number' || !(delay >= from && delay <= to)) {
      return { errcode: 47001, errmsg: `delay_time must be ${from} to ${to} seconds` }
    }
    const text = typeof data.data === 'string' ? data.data : JSON.stringify(data.data ?? {})
    const at = this.now() + delay * 1000
    const task: Task = { _id: randomUUID(), functionName, data: text, at, number: ++this.given }
    await this.database.insert(TASKS, [task as unknown as Record<string, unknown>])
    this.schedule(task)
    return { errcode: 0, errmsg: 'ok' }
  }

  private schedule(task: Task): void {
    const run = async (): Promise<void> => {
      this.scheduled.delete(task._id)
      // Whoever emptied the database has taken the task back.
      if (!this.database.get(TASKS, task._id)) return
      await this.runtime.call(task.functionName, task.data, { source: 'wx_delayed_task', client: false })
      await this.database.remove(TASKS, { _id: task._id })
    }
    this.scheduled.get(task._id)?.()
    const rank = `task ${String(task.number ?? 0).padStart(12, '0')}`
    this.scheduled.set(task._id, this.scheduler.at(task.at, run, rank))
  }
}
