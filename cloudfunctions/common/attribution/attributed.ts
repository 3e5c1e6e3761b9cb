import { attribute } from '../../../src/domain/attribution/attribute'
import { type PersonResult, personResult } from '../../../src/domain/attribution/result'
import { attributionRules } from '../../../src/domain/attribution/rules'
import type { Snapshot } from '../../../src/domain/attribution/state'
import { _ } from '../cloud'
import type { UserDoc } from '../collections'
import { findOfPeople, readAll, update } from '../db'
import type { PlanAt } from '../plan'
import { leaderById } from '../sale'
import { lifeOf, ORDER_FACTS, type OrderFacts } from './life'
import { knownPeople } from './people'

/** What somebody's life came to. */
export interface Attributed {
  openid: string
  /** As he was read; absent when his account was closed. */
  user?: UserDoc
  result: PersonResult
  /** By order id, as of when each was placed. */
  snapshots: ReadonlyMap<string, Snapshot>
}

/**
 * Attribution of people from all that is kept of them, by the rules of src/domain/attribution: nothing is carried on from
 * one time to the next, so a payment whose news comes late falls into its place. Three round trips, the first two side
 * by side. Where what is kept of somebody makes no sense he is left out, and the log says so: nobody else waits for it.
 */
export async function attributed(openids: readonly string[], planAt: PlanAt, now: number): Promise<Attributed[]> {
  const [touches, orders] = await Promise.all([
    findOfPeople('touches', openids),
    findOfPeople('orders', openids, { paidAt: _.gt(0) }, ORDER_FACTS) as Promise<OrderFacts[]>,
  ])
  const leaderIds = [...new Set([...touches, ...orders].map(({ leaderId }) => leaderId))]
  const leaders = (await Promise.all(leaderIds.map((id) => leaderById(id)))).flatMap((leader) => leader ?? [])
  const others = [...touches.map(({ sharerId }) => sharerId), ...leaders.map(({ owner }) => owner)]
  const users = await readAll('users', [...openids, ...others])
  const known = knownPeople(leaders, users)
  const rules = { ...attributionRules, minEffectiveFen: planAt(now).minEffectiveFen }
  return openids.flatMap((openid) => {
    const user = users.find(({ _id }) => _id === openid)
    const own = <T extends { openid: string }>(all: readonly T[]) => all.filter((one) => one.openid === openid)
    try {
      const state = attribute([...known, ...lifeOf(user, own(touches), own(orders))], undefined, rules)
      const snapshots = new Map(Object.values(state.orders).map(({ orderId, snapshot }) => [orderId, snapshot]))
      return [{ openid, user, result: personResult(state, openid, rules), snapshots }]
    } catch (error) {
      console.error(JSON.stringify({ event: 'attribution makes no sense', person: openid, error: String(error) }))
      return []
    }
  })
}

/** Writes down whom people belong to now: one round trip for each of whom that has changed. */
export async function bindAll(all: readonly Attributed[]): Promise<void> {
  await Promise.all(
    all.map(({ openid, user, result }) => {
      const [leaderId, leaderBy] = [result.leaderId ?? undefined, result.by ?? undefined]
      if (!user || (user.leaderId === leaderId && user.leaderBy === leaderBy)) return undefined
      const orNone = (value: string | undefined) => value ?? _.remove()
      return update('users', { _id: openid }, { leaderId: orNone(leaderId), leaderBy: orNone(leaderBy) })
    }),
  )
}
