import { prices } from '@/domain/promotions/prices'
import { Tag } from './tag'

/** Names the price that goods have, when it is not the group's: 新人价. */
export function UnitTag({ code }: { code: string | undefined }) {
  const label = prices.find((price) => price.code === code)?.label
  return label ? <Tag tone="orange">{label}</Tag> : null
}
