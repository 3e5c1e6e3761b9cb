import type { UserDoc } from './collections'
import { shareCodeOf } from './ids'

/** Avatars given to residents who have not chosen one: plants and animals, nobody's face. */
const avatars = ['sunflower', 'cat-face', 'four-leaf-clover', 'panda', 'rabbit-face', 'hibiscus', 'tulip', 'dog-face']

/** A resident on his first visit: a neighbour without a name until he gives one. */
export function newResident(openid: string, now: number): UserDoc {
  const sum = [...openid].reduce((total, char) => total + char.charCodeAt(0), 0)
  return {
    _id: openid,
    name: '邻居',
    avatar: avatars[sum % avatars.length] as string,
    roles: ['resident'],
    shareCode: shareCodeOf(openid),
    createdAt: now,
  }
}
