/**
 * The fixed rules by which the data becomes a neighbourhood (docs/replay.md tells them to people). The reconciliation
 * recomputes everything from these and the file alone.
 */
import { LEADER_AVATARS, RESIDENT_AVATARS } from '../../config/tasks/avatars'
import type { Basket } from './baskets'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
const SHANGHAI_MS = 8 * HOUR_MS

/** Leaders of a full replay; a live one has one, so that his screen is busy. */
export const REPLAY_LEADERS = 40

/** Plan of the replay: targets that two years of these baskets reach some hundred times. Amounts in fen. */
const replayPlan = {
  baseRateBp: 1000,
  minEffectiveFen: 500,
  targets: [
    { window: 'day' as const, orders: 3, amountFen: 300 },
    { window: 'day' as const, orders: 5, amountFen: 800 },
    { window: 'week' as const, orders: 8, amountFen: 1000 },
  ],
  redPacketPool: 'replay',
}

/** The same with one leader, to whom everybody orders: steps he climbs in the course of a day. */
const livePlan = {
  ...replayPlan,
  targets: [
    { window: 'day' as const, orders: 10, amountFen: 500 },
    { window: 'day' as const, orders: 20, amountFen: 1500 },
    { window: 'day' as const, orders: 30, amountFen: 4000 },
    { window: 'week' as const, orders: 100, amountFen: 3000 },
  ],
}

/** The plan in force with so many leaders. */
export const planOf = (leaders: number) => (leaders === 1 ? livePlan : replayPlan)

/** The fewest orders in a window that pay something. */
export function firstStep(leaders: number, window: 'day' | 'week'): number {
  return Math.min(
    ...planOf(leaders)
      .targets.filter((t) => t.window === window)
      .map((t) => t.orders),
  )
}

/** The pool red packets are paid from. */
export const POOL = replayPlan.redPacketPool
/** What the red packet pool begins with, fen: more than the plan can grant. */
export const POOL_FEN = 100_000_000
/** Pieces of every SKU put on sale each week. */
export const WEEKLY_STOCK = 5_000

/** The leader a member belongs to: members are numbered without gaps, so this spreads them evenly. */
export function leaderOf(member: number, leaders: number): string {
  return leaderId(member % leaders)
}

export function leaderId(index: number): string {
  return `L${String(index).padStart(2, '0')}`
}

/** Identity of a member: what WeChat's openid is to the functions. */
export const openidOf = (member: number) => `member-${member}`
export const memberOf = (openid: string) => Number(openid.replace('member-', ''))
export const ownerOf = (leader: string) => `owner-${leader}`

/** Leaders with an even number take their red packets the same evening; the others let them run out. */
export const takesRedPackets = (leader: string) => Number(leader.slice(1)) % 2 === 0

/** Midnight of a day in Shanghai, as an instant. */
export const midnight = (day: string) => Date.parse(`${day}T00:00:00Z`) - SHANGHAI_MS

/** Day of an instant in Shanghai, YYYY-MM-DD. */
export const dayOf = (at: number) => new Date(at + SHANGHAI_MS).toISOString().slice(0, 10)

/** Monday of the week of a day, YYYY-MM-DD. */
export function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  const sinceMonday = (date.getUTCDay() + 6) % 7
  return new Date(date.getTime() - sinceMonday * DAY_MS).toISOString().slice(0, 10)
}

/** Baskets of one day are spread evenly over 9:00 to 21:00. */
export function orderedAt(basket: Pick<Basket, 'day'>, index: number, ofDay: number): number {
  return midnight(basket.day) + 9 * HOUR_MS + Math.floor((index * 12 * HOUR_MS) / Math.max(ofDay, 1))
}

const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹']
const GIVEN = [...'晓芳伟静敏丽强磊洋艳勇军杰娟涛明超霞平刚玲桂英华建国文辉慧颖雪']
const COMMUNITIES = [
  '翠湖苑',
  '锦绣花园',
  '学府里',
  '枫林晚',
  '金地名苑',
  '碧波庭',
  '杏花村',
  '望江府',
  '桃源居',
  '银杏苑',
]
const CALLED = ['姐', '哥', '阿姨', '叔']

const pick = <T>(list: readonly T[], n: number): T => list[((n % list.length) + list.length) % list.length] as T

/** A resident's document; names are made up from the member number. */
export function resident(member: number) {
  const name = pick(SURNAMES, member * 7) + pick(GIVEN, member * 11) + pick(GIVEN, Math.floor(member / 3))
  return { _id: openidOf(member), name, avatar: pick(RESIDENT_AVATARS, member), roles: ['resident' as const] }
}

/** A leader's document. */
export function leader(index: number, since: number) {
  const name = pick(SURNAMES, index) + pick(CALLED, index)
  const community = pick(COMMUNITIES, index) + (index < COMMUNITIES.length ? '' : ` ${Math.floor(index / 10) + 1} 期`)
  const _id = leaderId(index)
  return {
    _id,
    owner: ownerOf(_id),
    name,
    avatar: pick(LEADER_AVATARS, index),
    community,
    pickupName: `${name}的小店`,
    pickupAddress: `${community} ${(index % 4) + 1} 号门`,
    note: '到货我给大家分好装袋，下班顺路来拿。',
    since,
    household: [] as string[],
    active: true,
  }
}
