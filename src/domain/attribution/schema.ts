import { z } from 'zod'
import { fen, fields, flag, instant, name } from '../schema'
import type { Event } from './event'

const identity = { phone: name.optional(), device: name.optional(), household: name.optional() }

const options = [
  fields({ type: z.literal('leader'), at: instant, leaderId: name, personId: name }),
  fields({ type: z.literal('profile'), at: instant, personId: name, ...identity }),
  fields({
    type: z.literal('touch'),
    at: instant,
    personId: name,
    sharerId: name,
    via: z.enum(['link', 'poster'], { error: '"link" or "poster"' }),
    leaderId: name.optional(),
    channel: name.optional(),
    poster: name.optional(),
    scene: name.optional(),
    device: name.optional(),
  }),
  fields({ type: z.literal('register'), at: instant, personId: name, ...identity }),
  fields({
    type: z.literal('change'),
    at: instant,
    personId: name,
    leaderId: name,
    by: z.enum(['self', 'operations'], { error: '"self" or "operations"' }),
    reason: name.optional(),
  }),
  fields({ type: z.literal('order'), at: instant, orderId: name, personId: name, leaderId: name }),
  fields({ type: z.literal('paid'), at: instant, orderId: name, goodsFen: fen() }),
  fields({ type: z.literal('refund'), at: instant, orderId: name, refundId: name, goodsFen: fen(1) }),
  fields({ type: z.literal('risk'), at: instant, orderId: name, open: flag }),
] as const

const types = options.map(({ shape }) => `"${shape.type.value}"`).join(', ')

/** One event as a line of a file has it (docs/attribution.md). */
export const eventSchema: z.ZodType<Event> = z.discriminatedUnion('type', options, {
  error: (issue) => (issue.code === 'invalid_union' ? `one of ${types}` : 'an object with a type'),
})
