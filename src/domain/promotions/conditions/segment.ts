import { listOf, text } from '../args'
import { condition } from '../rule'

/** Only for people of one of the segments named; the same for everybody in them. */
export const segment = condition({
  code: 'segment',
  label: '指定人群',
  args: { segments: listOf(text('人群')) },
  whenIssued: true,
  asks: 'segments',
  check: ({ segments }, occasion) =>
    segments.some((name) => occasion.segments.includes(name)) ? undefined : `仅限${segments.join('、')}`,
  explain: ({ segments }) => `${segments.join('、')}可用`,
})
