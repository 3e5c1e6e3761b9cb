import { momentInWords } from '../time'
import { bindingOf, protectedUntil } from './binding'
import type { OrderEvent } from './event'
import { exclusionOf } from './exclusion'
import type { AttributionRules } from './rules'
import { personBehind, type Snapshot, type State } from './state'
import { lastTouch, touchInWords } from './touches'

/** What is known of an order's origin when it is placed. */
export function snapshotOf(state: State, { personId, leaderId, at }: OrderEvent, rules: AttributionRules): Snapshot {
  const binding = bindingOf(state, personId)
  const until = protectedUntil(state, personId, rules)
  const { touch, passedOver } = lastTouch(state, personId, at - rules.channelMs)
  const exclusion = exclusionOf(state, personId, personBehind(state, leaderId)) ?? null
  const inviterId = state.people[personId]?.inviterId ?? null
  const why = [
    `业绩归团长${leaderId}：订单在他的团`,
    ...(exclusion ? [`不计入团长业绩：下单人${exclusion.text}`] : []),
    binding ? `下单时归属${binding.leaderId}，保护期${protection(at, until as number)}` : '下单时还没有归属',
    touch ? `渠道按下单前 24 小时内最后一次触达：${touchInWords(touch)}` : '下单前 24 小时内没有可计的触达',
    ...passedOver,
    ...(inviterId ? [`邀请人${inviterId}，注册时已确定`] : []),
  ]
  return {
    leaderId,
    boundTo: binding?.leaderId ?? null,
    protectedUntil: until ?? null,
    inviterId,
    via: touch?.via ?? null,
    sharerId: touch?.sharerId ?? null,
    channel: touch?.channel ?? null,
    poster: touch?.poster ?? null,
    scene: touch?.scene ?? null,
    exclusion,
    why,
  }
}

const protection = (at: number, until: number) =>
  at < until ? `到 ${momentInWords(until)}` : `已于 ${momentInWords(until)} 结束`
