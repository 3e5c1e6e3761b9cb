import type { Scheduler } from '../clock/scheduler'
import { everyTime } from '../clock/timers'
import type { FunctionDefinition } from './config'
import type { FunctionTimer } from './settings'

/** The timers of the functions, each firing at its times. */
export class Timetable {
  private readonly running = new Map<string, { timers: string; ends: (() => void)[] }>()

  constructor(
    private readonly scheduler: Scheduler,
    private readonly now: () => number,
    private readonly fire: (name: string, timer: FunctionTimer, at: number) => Promise<void>,
  ) {}

  /** Puts the timers of a function in force, in place of those it had; the same ones go on undisturbed. */
  set({ name, timers }: FunctionDefinition): void {
    const described = describeTimers(timers)
    if (this.running.get(name)?.timers === described) return
    this.remove(name)
    const ends = timers.map((timer) =>
      everyTime(
        this.scheduler,
        timer.cron,
        this.now,
        (at) => this.fire(name, timer, at),
        // After notices and tasks of the same instant.
        `timer ${name} ${timer.name}`,
      ),
    )
    this.running.set(name, { timers: described, ends })
  }

  remove(name: string): void {
    for (const end of this.running.get(name)?.ends ?? []) end()
    this.running.delete(name)
  }
}

export const describeTimers = (timers: FunctionTimer[]): string =>
  JSON.stringify(timers.map(({ name, expression }) => [name, expression]))
