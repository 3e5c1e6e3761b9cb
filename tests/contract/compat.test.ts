import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CONTRACT_VERSION, OLDEST_CLIENT } from '../../src/contract/version'
import { misfits, type Schema } from './compat'
import { describeContract, type Recorded } from './describe'

const recordedFile = (version: number) => join(__dirname, 'recorded', `${version}.json`)
const versions = Array.from({ length: CONTRACT_VERSION - OLDEST_CLIENT + 1 }, (_, i) => OLDEST_CLIENT + i)

test.each(versions)('apps of contract version %i, still on phones, are served by the functions of today', (version) => {
  // A new version is recorded with `npx tsx tests/contract/record.ts`; an old one is never written again.
  expect(existsSync(recordedFile(version))).toBe(true)
  const recorded = JSON.parse(readFileSync(recordedFile(version), 'utf8')) as Recorded
  const now = describeContract()
  const broken = Object.entries(recorded).flatMap(([action, old]) => {
    const today = now[action]
    if (!today) return [`${action}: is gone`]
    return [
      ...misfits(old.input, today.input, `${action} input`),
      ...misfits(today.output, old.output, `${action} output`),
    ]
  })
  expect(broken).toEqual([])
})

const schema = (type: z.ZodType) => z.toJSONSchema(type) as Schema
const order = z.object({
  id: z.string().max(10),
  state: z.enum(['open', 'paid']),
  lines: z.array(z.object({ n: z.int() })),
})

test.each<[string, z.ZodType, z.ZodType, string[]]>([
  ['the same', order, order, []],
  ['one more optional field wanted', order, order.extend({ note: z.string().optional() }), []],
  ['one more field wanted', order, order.extend({ note: z.string() }), ['.note: may be missing']],
  ['a field less wanted', order, order.omit({ id: true }), []],
  ['a shorter text wanted', order, order.extend({ id: z.string().max(5) }), ['.id: may be above maxLength 5']],
  ['a value less known', order, order.extend({ state: z.enum(['open']) }), ['.state: paid is not among open']],
  ['a value more known', order, order.extend({ state: z.enum(['open', 'paid', 'gone']) }), []],
  ['another type', order, order.extend({ id: z.number() }), ['.id: string where number is expected']],
  [
    'another type deep inside',
    order,
    order.extend({ lines: z.array(z.object({ n: z.string() })) }),
    ['.lines[].n: integer where string is expected'],
  ],
  ['one of several', z.string(), z.union([z.number(), z.string()]), []],
  ['several where one is wanted', z.union([z.number(), z.string()]), z.string(), [': number where string is expected']],
])('%s', (_title, narrow, wide, expected) => {
  expect(misfits(schema(narrow), schema(wide))).toEqual(expected)
})
