import { z } from 'zod'
import { contracts } from '../../src/contract'
import type { Schema } from './compat'

export type Recorded = Record<string, { input: Schema; output: Schema }>

/** The contract as plain data: what apps send and read of every action. */
export function describeContract(): Recorded {
  return Object.fromEntries(
    Object.entries(contracts).map(([name, { input, output }]) => [
      name,
      {
        input: plain(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any', reused: 'inline' })),
        output: plain(z.toJSONSchema(output, { io: 'output', unrepresentable: 'any', reused: 'inline' })),
      },
    ]),
  )
}

/** Without what does not matter to a comparison. */
function plain(schema: object): Schema {
  return JSON.parse(JSON.stringify(schema, (key, value) => (key === '$schema' ? undefined : value))) as Schema
}
