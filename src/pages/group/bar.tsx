import { Button } from '@/components/button'
import { go, goTab, replace, routes } from '@/components/routes'
import type { GroupPage } from '@/contract/group'
import { dayClock } from '@/format/time'
import { BuyBar, type BuyBarProps } from './buy-bar'
import { laddersInWords, useBasket } from './use-basket'

export interface GroupBarProps {
  page: GroupPage
  now: number
  /** Clock time of the last good reading, when the last one failed. */
  staleSince?: string
}

function blockedBy({ page, now, staleSince }: GroupBarProps): BuyBarProps['blocked'] {
  if (staleSince) return { title: '价格待更新', text: `上次 ${staleSince} 更新` }
  if (page.phase === 'upcoming') return { title: '还没开团', text: `${dayClock(page.startAt, now)} 开团` }
  if (page.offers.every((offer) => offer.left === 0)) return { title: '这一团卖完了', text: '看看团长的下一团' }
  return undefined
}

/** The bottom bar of the group page in each of its phases. */
export function GroupBar(props: GroupBarProps) {
  const { page, staleSince } = props
  const { pieces, totalFen, offFen, ahead } = useBasket(page)
  if (page.phase === 'closed' && !staleSince) {
    const next = page.others[0]
    return (
      <>
        <Button look="outline" size="large" onClick={() => goTab(routes.home)}>
          回首页
        </Button>
        <Button
          size="large"
          className="grow buy-bar__go"
          onClick={() => (next ? replace(routes.group(next.groupId)) : goTab(routes.orders))}
        >
          {next ? '看看下一团' : '看我的订单'}
        </Button>
      </>
    )
  }
  return (
    <BuyBar
      pieces={pieces}
      totalFen={totalFen}
      offFen={offFen}
      note={(pieces > 0 && ahead?.text) || laddersInWords(page)}
      blocked={blockedBy(props)}
      onBuy={() => go(routes.checkout(page.groupId))}
    />
  )
}
