import { pictureOf } from './pictures'
import { routes } from './routes'

/** What a card or the timeline shows of a group. */
export interface Shared {
  groupId: string
  title: string
  leader: { name: string }
  /** Code of who shares it. */
  shareCode?: string
  /** Key of the picture of the first goods. */
  picture?: string
}

const titleOf = ({ leader, title }: Shared) => `${leader.name}的${title}`
const imageOf = ({ picture }: Shared) => {
  const imageUrl = picture && pictureOf('goods', picture)
  return imageUrl ? { imageUrl } : {}
}

/** Card into a chat (onShareAppMessage); the home page's before the group is known. */
export function groupCard(group: Shared | undefined) {
  return group
    ? { title: titleOf(group), path: routes.group(group.groupId, group.shareCode), ...imageOf(group) }
    : { title: '邻团', path: routes.home }
}

/** What stands after the question mark of a group's link. */
const queryOf = (group: Shared) => routes.group(group.groupId, group.shareCode).split('?')[1] as string

/** Entry of the timeline (onShareTimeline): it opens this very page, told by the query. */
export function groupMoment(group: Shared | undefined) {
  return group ? { title: titleOf(group), query: queryOf(group), ...imageOf(group) } : { title: '邻团' }
}
