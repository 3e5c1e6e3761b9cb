import type { InputOf } from '@/cloud/types'
import type { Product } from '@/contract/campaign'
import { parseYuan } from '@/format/money'
import { businessDay, fromPicker } from '@/format/time'
import { checkSteps, type StepDraft } from '../../components/ladder/steps'

/** A moment as the two pickers hold it, in Shanghai. */
export interface When {
  date: string
  time: string
}

/** What is typed for one kind of goods: still text. */
export interface ItemDraft {
  price: string
  listPrice: string
  stock: string
  limit: string
  newcomer: string
}

export interface Draft {
  title: string
  note: string
  start: When
  cutoff: When
  deliver: When
  goal: string
  items: Record<string, ItemDraft>
  leaderIds: string[]
  /** 满减. */
  steps: StepDraft[]
}

const DAY = 86_400_000

/** A new draft: from now until tomorrow evening, handed out the afternoon after. */
export function newDraft(now: number): Draft {
  return {
    title: '',
    note: '',
    start: { date: businessDay(now), time: new Date(now + 8 * 3_600_000).toISOString().slice(11, 16) },
    cutoff: { date: businessDay(now + DAY), time: '21:00' },
    deliver: { date: businessDay(now + 2 * DAY), time: '16:00' },
    goal: '60',
    items: {},
    leaderIds: [],
    steps: [],
  }
}

/** What goods start with when they are chosen: the price of the library, 100 pieces. */
export function newItem(product: Product): ItemDraft {
  return { price: (product.priceFen / 100).toFixed(2), listPrice: '', stock: '100', limit: '', newcomer: '' }
}

const whole = (text: string) => (/^\d{1,7}$/.test(text.trim()) ? Number(text) : undefined)
const at = ({ date, time }: When) => fromPicker(date, time)

type Created = Omit<InputOf<'campaign.create'>, 'requestId'>
export type Checked = { input: Created; problem?: undefined } | { input?: undefined; problem: string }

type Item = Created['items'][number]

/** One kind of goods in figures, or what is wrong with it. */
function checkItem(skuId: string, item: ItemDraft): Item | string {
  const priceFen = parseYuan(item.price)
  const stock = whole(item.stock)
  const listPriceFen = item.listPrice ? parseYuan(item.listPrice) : undefined
  const limitPerPerson = item.limit ? whole(item.limit) : undefined
  const newcomerFen = item.newcomer ? parseYuan(item.newcomer) : undefined
  if (!priceFen) return '价格要大于 0'
  if (!stock) return '备货至少 1 份'
  if (item.listPrice && !listPriceFen) return '划线价不对'
  if (item.limit && !limitPerPerson) return '限购至少 1 份'
  if (item.newcomer && !(newcomerFen && newcomerFen < priceFen)) return '新人价要低于团购价'
  return {
    skuId,
    priceFen,
    stock,
    ...(listPriceFen !== undefined ? { listPriceFen } : {}),
    ...(limitPerPerson !== undefined ? { limitPerPerson } : {}),
    ...(newcomerFen ? { offers: [{ code: 'newcomer', args: { priceFen: newcomerFen } }] } : {}),
  }
}

/** The draft as `campaign.create` wants it, or the first thing to mend. `nameOf` gives the name of goods. */
export function check(draft: Draft, nameOf: (skuId: string) => string): Checked {
  const [startAt, cutoffAt, deliverAt] = [at(draft.start), at(draft.cutoff), at(draft.deliver)]
  const goalOrders = whole(draft.goal)
  if (draft.title.trim().length < 2) return { problem: '名称至少 2 个字' }
  if (!(cutoffAt > startAt)) return { problem: '截单要晚于开始' }
  if (!(deliverAt >= cutoffAt)) return { problem: '自提不能早于截单' }
  if (!goalOrders) return { problem: '本团目标至少 1 单' }
  const items: Item[] = []
  for (const [skuId, item] of Object.entries(draft.items)) {
    const checked = checkItem(skuId, item)
    if (typeof checked === 'string') return { problem: `${nameOf(skuId)}：${checked}` }
    items.push(checked)
  }
  if (items.length === 0) return { problem: '至少选 1 种商品' }
  if (draft.leaderIds.length === 0) return { problem: '至少选 1 位团长' }
  const { ladders, problem } = checkSteps(draft.steps)
  if (problem !== undefined) return { problem }
  const { leaderIds } = draft
  return {
    input: {
      title: draft.title.trim(),
      note: draft.note.trim(),
      startAt,
      cutoffAt,
      deliverAt,
      goalOrders,
      items,
      leaderIds,
      ladders,
    },
  }
}
