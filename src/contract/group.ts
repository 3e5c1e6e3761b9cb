import { z } from 'zod'
import { action } from './define'
import { ladder } from './promotions'
import { fen, groupLive, groupPhase, id, leaderCard, ms, offer, shareCode } from './shapes'

export const groupCard = z.object({
  groupId: id,
  title: z.string(),
  /** Pictures of the first goods, most telling first. */
  pictures: z.array(z.string()),
  fromFen: fen,
  startAt: ms,
  cutoffAt: ms,
  deliverAt: ms,
  phase: groupPhase,
  goalOrders: z.int(),
  orders: z.int(),
  avatars: z.array(z.string()),
})

export const groupPage = z.object({
  groupId: id,
  /** Short code that the group's link and mini-program code carry. */
  code: z.string(),
  title: z.string(),
  note: z.string(),
  phase: groupPhase,
  startAt: ms,
  cutoffAt: ms,
  deliverAt: ms,
  /** Time of the cloud when this was read: count down from it, not from the phone's clock. */
  now: ms,
  goalOrders: z.int(),
  leader: leaderCard,
  offers: z.array(offer),
  /** What comes off by itself. */
  ladders: z.array(ladder).optional(),
  /** Whether the reader has the terms of a new customer; absent where nothing on sale asks. A guest has not: what he sees never rises. */
  newCustomer: z.boolean().optional(),
  /** The reader's own code for links he shares; a guest has none. */
  shareCode: shareCode.optional(),
  live: groupLive,
  /** Running groups of the same leader, for when this one has ended. */
  others: z.array(groupCard),
})
export type GroupCard = z.infer<typeof groupCard>
export type GroupPage = z.infer<typeof groupPage>

const mark = z.string().trim().min(1).max(20)

export const group = {
  /** All the group page shows; works before login. */
  'group.open': action({
    roles: ['guest'],
    idempotency: 'read',
    input: z.union([z.object({ groupId: id }), z.object({ code: z.string().min(4).max(32) })]),
    output: groupPage,
    errors: { group_not_found: '没有找到这个团，可能已被删除' },
  }),
  /** Keeps that somebody who signed in came by a link or a poster; whose and by which channel, as the link says. */
  'group.touch': action({
    roles: ['resident'],
    idempotency: 'state',
    input: z.object({
      groupId: id,
      via: z.enum(['link', 'poster']),
      /** Code of who shared it; without one it is the leader's. */
      from: shareCode.optional(),
      channel: mark.optional(),
      /** Variant of the poster. */
      poster: mark.optional(),
      /** What a mini-program code carried. */
      scene: z.string().max(32).optional(),
    }),
    /** Whether it is kept: one's own is not, nor that of a code nobody has. */
    output: z.object({ kept: z.boolean() }),
    errors: { group_not_found: '没有找到这个团，可能已被删除' },
  }),
  /** The home page: the resident's leader and his groups. A guest may name the leader of the link he came by. */
  'group.home': action({
    roles: ['guest'],
    idempotency: 'read',
    input: z.object({ leaderId: id.optional() }),
    output: z.object({
      now: ms,
      leader: leaderCard.optional(),
      /** Running first, then upcoming, then the last three closed. */
      groups: z.array(groupCard),
      /** Orders of this person still to be paid or collected. */
      openOrders: z.int(),
    }),
    errors: {},
  }),
}
