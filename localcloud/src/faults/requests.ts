import type { ServerResponse } from 'node:http'
import { TRANSACTION_CONFLICT } from '../database/transaction-errors'
import type { Faults } from './faults'
import type { FaultKind, Point, Struck } from './types'

/** What the SDKs' users see when the platform fails: SYS_ERR becomes errCode -501001, the conflict is what they retry. */
const ANSWERS: Partial<Record<FaultKind, { code: string; message: string }>> = {
  error: { code: 'SYS_ERR', message: 'system error' },
  conflict: TRANSACTION_CONFLICT,
}

/** `go on`: carry the request out; `gone`: its connection is broken; else what to answer instead. */
export type Met = 'go on' | 'gone' | { kind: FaultKind; code: string; message: string }

/** Lets the faults that meet a request happen, as far as they come before it is carried out. */
export async function meetRequest(faults: Faults, point: Point, response: ServerResponse): Promise<Met> {
  let met: Met = 'go on'
  for (const fault of faults.meet(point)) {
    if (fault.kind === 'latency') await delay(fault)
    else if (fault.kind === 'dropRequest') {
      response.destroy()
      met = 'gone'
    } else if (fault.kind === 'dropReply') breakAtEnd(response)
    else met = answerOf(fault)
  }
  return met
}

/** Real time: a frozen clock would never end it. */
export function delay({ amount = 0 }: Struck): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, amount))
}

function answerOf({ kind, code, message }: Struck): Exclude<Met, string> {
  const usual = ANSWERS[kind] as { code: string; message: string }
  return { kind, code: code ?? usual.code, message: message ?? usual.message }
}

/** Whatever is sent goes nowhere; when it is complete, the connection breaks. */
function breakAtEnd(response: ServerResponse): void {
  response.writeHead = () => response
  response.write = () => true
  response.end = () => {
    response.destroy()
    return response
  }
}
