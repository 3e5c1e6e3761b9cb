import type { ProductDoc } from '../../cloudfunctions/common/collections'
import { defaultPlan } from '../../src/domain/plan/plan'
import { loadCatalogue } from './catalogue'
import type { SimulatedCloud } from './cloud'
import { leader, ownerOf, POOL, POOL_FEN, planOf, resident } from './rules'

export const OPERATIONS = { username: 'ops', openid: 'operations' }
export const PASSWORD = 'demo'
const BATCH = 500

/** The catalogue as documents. */
export function products(): ProductDoc[] {
  return loadCatalogue().map(({ productId, name, spec, picture, category, priceFen }) => ({
    _id: productId,
    name,
    spec,
    picture,
    category,
    priceFen,
  }))
}

/** A made-up mobile number of the reserved-looking block 138 0000. */
export const phoneOf = (n: number) => `1380000${String(n % 10_000).padStart(4, '0')}`

/** Fills an empty cloud with what a replay presumes: goods, leaders, residents, operations, a plan and its budget. */
export async function seedReplay(cloud: SimulatedCloud, members: readonly number[], leaders: number, now: number) {
  await cloud.insert('products', products())
  const leaderDocs = Array.from({ length: leaders }, (_, index) => leader(index, now))
  await cloud.insert('leaders', leaderDocs)
  await cloud.insert('plans', [{ _id: 'replay-1', from: 0, rules: { ...defaultPlan, ...planOf(leaders) } }])
  await cloud.insert('pools', [{ _id: POOL, leftFen: POOL_FEN, grantedFen: 0, holds: {} }])
  await cloud.insert('users', [
    { _id: OPERATIONS.openid, name: '运营', avatar: 'owl', roles: ['resident', 'operations'], createdAt: now },
    ...leaderDocs.map(({ _id, name, avatar }) => ({
      _id: ownerOf(_id),
      name,
      avatar,
      roles: ['resident' as const, 'leader' as const],
      createdAt: now,
    })),
  ])
  for (let i = 0; i < members.length; i += BATCH) {
    const batch = members.slice(i, i + BATCH)
    await cloud.insert(
      'users',
      batch.map((member) => ({ ...resident(member), phone: phoneOf(member), createdAt: now })),
    )
    await cloud.addUsers(
      batch.map((member) => ({ username: `m${member}`, password: PASSWORD, openid: resident(member)._id })),
    )
  }
  await cloud.addUsers([
    { username: OPERATIONS.username, password: PASSWORD, openid: OPERATIONS.openid },
    ...leaderDocs.map(({ _id }) => ({ username: `leader-${_id}`, password: PASSWORD, openid: ownerOf(_id) })),
  ])
}
