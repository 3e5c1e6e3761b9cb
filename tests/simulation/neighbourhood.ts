import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LeaderDoc } from '../../cloudfunctions/common/collections'
import { defaultPlan } from '../../src/domain/plan/plan'
import { type Basket, parseBaskets } from './baskets'
import type { SimulatedCloud } from './cloud'
import { DAY_MS, openidOf, resident } from './rules'
import { OPERATIONS, PASSWORD, phoneOf, products } from './seed'

/** Leaders of the demo; the first is the one whose screen the links open. */
export const DEMO_LEADERS = [
  {
    username: 'leader',
    _id: 'zhou',
    name: '周姐',
    avatar: 'woman-light',
    community: '翠湖苑',
    pickupName: '周姐便利店',
    pickupAddress: '翠湖苑 2 号门，步行 3 分钟',
    note: '苹果是我自己尝过的，又脆又甜。到店我给大家分好装袋，下班顺路来拿。',
    days: 412,
  },
  {
    username: 'leader2',
    _id: 'wang',
    name: '王哥',
    avatar: 'man-beard-light',
    community: '锦绣花园',
    pickupName: '王哥水站',
    pickupAddress: '锦绣花园南门 1 栋架空层',
    note: '早上七点就到货，上班前来拿也行。',
    days: 186,
  },
  {
    username: 'leader3',
    _id: 'li',
    name: '李阿姨',
    avatar: 'old-woman-light',
    community: '学府里',
    pickupName: '李阿姨家',
    pickupAddress: '学府里 6 栋 101，门口有筐',
    note: '我退休了，天天在家，什么时候来都行。',
    days: 63,
  },
] as const

export const OTHER_LEADERS = DEMO_LEADERS.slice(1).map((leader) => leader._id)
/** The person a visitor becomes when he opens the resident's link. */
export const VISITOR = { username: 'resident', openid: 'resident', name: '陈晓云', avatar: 'sunflower' }

/** Baskets of the extract that sits beside this file. */
export function extract(): Basket[] {
  const file = join(__dirname, 'data', 'extract.csv')
  return parseBaskets(readFileSync(file, 'utf8'), 'extract.csv')
}

/** Fills an empty cloud with the people, the goods, the plan and its budget. `now` in ms. */
export async function seedNeighbourhood(cloud: SimulatedCloud, now: number): Promise<void> {
  await cloud.insert('products', products())
  await cloud.insert('plans', [{ _id: 'default-1', from: 0, rules: defaultPlan }])
  await cloud.insert('pools', [
    { _id: defaultPlan.redPacketPool as string, leftFen: 5_000_000, grantedFen: 0, holds: {} },
  ])
  await cloud.insert(
    'leaders',
    DEMO_LEADERS.map(
      ({ username, days, ...leader }): LeaderDoc => ({
        ...leader,
        owner: username,
        since: now - days * DAY_MS,
        household: [],
        active: true,
      }),
    ),
  )
  const members = [...new Set(extract().map((basket) => basket.member))]
  await cloud.insert('users', [
    { _id: OPERATIONS.openid, name: '运营', avatar: 'owl', roles: ['resident', 'operations'], createdAt: now },
    ...DEMO_LEADERS.map(({ username, name, avatar }, i) => ({
      _id: username,
      name,
      avatar,
      roles: ['resident' as const, 'leader' as const],
      phone: phoneOf(9_000 + i),
      createdAt: now,
    })),
    {
      _id: VISITOR.openid,
      name: VISITOR.name,
      avatar: VISITOR.avatar,
      roles: ['resident' as const],
      phone: phoneOf(6_688),
      leaderId: DEMO_LEADERS[0]._id,
      createdAt: now,
    },
    ...members.map((member) => ({ ...resident(member), phone: phoneOf(member), createdAt: now })),
  ])
  await cloud.addUsers([
    { ...OPERATIONS, password: PASSWORD },
    ...DEMO_LEADERS.map(({ username }) => ({ username, openid: username, password: PASSWORD })),
    { username: VISITOR.username, openid: VISITOR.openid, password: PASSWORD },
    ...members.map((member) => ({ username: `m${member}`, openid: openidOf(member), password: PASSWORD })),
  ])
}
