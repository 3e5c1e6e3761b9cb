import type { z } from 'zod'
import type { Contracts } from '../../src/contract'
import { DAY_MS } from '../../src/domain/time'
import { attributed, bindAll } from '../common/attribution/attributed'
import { _ } from '../common/cloud'
import type { TouchDoc } from '../common/collections'
import { find, insertOnce } from '../common/db'
import { idFrom, shareCodeOf } from '../common/ids'
import { planBook } from '../common/plan'
import { saleOf } from '../common/sale'
import type { Context } from '../common/serve'

type Input = z.output<Contracts['group.touch']['input']>

/** Opened again within this it is the same touch. */
const SAME_MS = 10 * 60_000
/** A person's touches of a day that are kept: nobody comes by more links than that, and none is worth more. */
const MOST_A_DAY = 50

/**
 * Keeps that somebody came by a link or a poster: who gave it out, by which channel, when. What leads to the group
 * without a code of a person is taken to be its leader's: he posts it. One's own is not kept.
 */
export async function touch(ctx: Context<'group.touch'>, { groupId, from, ...mark }: Input) {
  const sale = await saleOf(groupId)
  if (!sale) return ctx.fail('group_not_found')
  const { owner } = sale.leader
  const isLeaders = !from || from === shareCodeOf(owner)
  const lastDay = { openid: ctx.openid, at: _.gt(ctx.now - DAY_MS) }
  const [[known], ofLastDay, user] = await Promise.all([
    isLeaders ? [{ _id: owner }] : find('users', { shareCode: from }, { limit: 1, fields: { _id: true } }),
    find('touches', lastDay, { orderBy: ['at', 'desc'], limit: MOST_A_DAY }),
    ctx.user(),
  ])
  const sharerId = known?._id
  if (!sharerId || sharerId === ctx.openid) return { kept: false }
  const made = { openid: ctx.openid, sharerId, leaderId: sale.leader._id, ...mark }
  const [last] = ofLastDay
  if (last && ctx.now - last.at < SAME_MS && isSame(last, made)) return { kept: true }
  if (ofLastDay.length === MOST_A_DAY) return { kept: false }
  await insertOnce('touches', { _id: idFrom('touch', ctx.openid, String(ctx.now)), at: ctx.now, ...made })
  // Until an order binds him, the leader of the last touch stands in.
  if (!user?.leaderBy || user.leaderBy === 'touch')
    await bindAll(await attributed([ctx.openid], await planBook(ctx.now), ctx.now))
  return { kept: true }
}

const marks = ['sharerId', 'leaderId', 'via', 'channel', 'poster', 'scene'] as const

const isSame = (one: TouchDoc, other: Omit<TouchDoc, '_id' | 'at'>) => marks.every((key) => one[key] === other[key])
