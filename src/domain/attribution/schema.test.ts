import { eventSchema } from './schema'

const at = 1
const whole = [
  { type: 'leader', at, leaderId: 'l', personId: 'p' },
  { type: 'profile', at, personId: 'p', phone: '1', device: 'd', household: 'h' },
  {
    type: 'touch',
    at,
    personId: 'p',
    sharerId: 'q',
    via: 'poster',
    leaderId: 'l',
    channel: 'c',
    poster: 'B',
    scene: 's',
    device: 'd',
  },
  { type: 'register', at, personId: 'p', phone: '1', device: 'd', household: 'h' },
  { type: 'change', at, personId: 'p', leaderId: 'l', by: 'operations', reason: 'r' },
  { type: 'order', at, orderId: 'o', personId: 'p', leaderId: 'l' },
  { type: 'paid', at, orderId: 'o', goodsFen: 0 },
  { type: 'refund', at, orderId: 'o', refundId: 'r', goodsFen: 1 },
  { type: 'risk', at, orderId: 'o', open: true },
]
const least = [
  { type: 'profile', at, personId: 'p' },
  { type: 'touch', at, personId: 'p', sharerId: 'q', via: 'link' },
  { type: 'register', at, personId: 'p' },
  { type: 'change', at, personId: 'p', leaderId: 'l', by: 'self' },
]

test.each([...whole, ...least])('%j', (event) => {
  expect(eventSchema.parse(event)).toEqual(event)
  expect(eventSchema.parse({ ...event, at: '1970-01-01T08:00:00.001+08:00' })).toEqual(event)
  expect(eventSchema.parse({ ...event, at: '1970-01-01T00:00:00.001001Z' })).toEqual({ ...event, at: 1.001 })
  expect(eventSchema.safeParse({ ...event, at: undefined }).success).toBe(false)
  expect(eventSchema.safeParse({ ...event, more: 1 }).success).toBe(false)
})

const byType = Object.fromEntries(whole.map((event) => [event.type, event]))
test.each<[unknown, string, string]>([
  [7, '', 'an object with a type'],
  [{ at }, 'type', 'one of "leader", "profile", "touch", "register", "change", "order", "paid", "refund", "risk"'],
  [{ ...byType.touch, via: 'post' }, 'via', '"link" or "poster"'],
  [{ ...byType.change, by: 'him' }, 'by', '"self" or "operations"'],
  [{ ...byType.paid, goodsFen: -1 }, 'goodsFen', 'a whole number of fen from 0 to 1000000000'],
  [{ ...byType.refund, goodsFen: 0 }, 'goodsFen', 'a whole number of fen from 1 to 1000000000'],
  [{ ...byType.risk, open: 1 }, 'open', 'true or false'],
])('%j: %s: %s', (event, path, message) => {
  const issues = eventSchema.safeParse(event).error?.issues
  expect(issues?.map((issue) => [issue.path.join('.'), issue.message])).toEqual([[path, message]])
})

test.each(whole.flatMap((event) => Object.keys(event).map((key) => [event.type, key] as const)))(
  '%s: %s is of its kind',
  (type, key) => {
    expect(eventSchema.safeParse({ ...byType[type], [key]: [] }).success).toBe(false)
  },
)
