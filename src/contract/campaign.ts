import { z } from 'zod'
import { action } from './define'
import { ladder, ladderInputs, unitPrices } from './promotions'
import { fen, id, leaderCard, ms, picture, requestId } from './shapes'

export const product = z.object({
  productId: id,
  name: z.string(),
  spec: z.string(),
  picture,
  category: z.string(),
  priceFen: fen,
})
export type Product = z.infer<typeof product>

export const campaignItem = z.object({
  skuId: id,
  priceFen: fen.min(1, '价格要大于 0').max(10_000_000),
  listPriceFen: fen.max(10_000_000).optional(),
  stock: z.int().min(1, '库存至少 1 份').max(1_000_000),
  limitPerPerson: z.int().min(1).max(999).optional(),
  offers: unitPrices.optional(),
})
const newcomersPayLess = ({ priceFen, offers = [] }: z.infer<typeof campaignItem>) =>
  offers.every(({ args }) => args.priceFen < priceFen)

export const campaignState = z.enum(['draft', 'running', 'ended'])

export const campaignView = z.object({
  campaignId: id,
  title: z.string(),
  note: z.string(),
  state: campaignState,
  startAt: ms,
  cutoffAt: ms,
  deliverAt: ms,
  goalOrders: z.int(),
  items: z.array(
    campaignItem.extend({
      name: z.string(),
      spec: z.string(),
      picture,
      left: z.int(),
      held: z.int(),
      sold: z.int(),
    }),
  ),
  ladders: z.array(ladder).optional(),
  groups: z.array(z.object({ groupId: id, leader: leaderCard, orders: z.int() })),
  paidOrders: z.int(),
  paidFen: z.int(),
})
export type CampaignView = z.infer<typeof campaignView>

export const campaign = {
  /** What can be put on sale, and who can sell it. */
  'campaign.choices': action({
    roles: ['operations'],
    idempotency: 'read',
    input: z.object({}),
    output: z.object({ now: ms, products: z.array(product), leaders: z.array(leaderCard) }),
    errors: {},
  }),
  'campaign.create': action({
    roles: ['operations'],
    idempotency: 'requestId',
    input: z
      .object({
        requestId,
        title: z.string().trim().min(2, '名称至少 2 个字').max(30, '名称最多 30 个字'),
        note: z.string().trim().max(200).default(''),
        startAt: ms,
        cutoffAt: ms,
        deliverAt: ms,
        goalOrders: z.int().min(1).max(100_000),
        items: z
          .array(campaignItem.refine(newcomersPayLess, { message: '新人价要低于团购价' }))
          .min(1, '至少选 1 种商品')
          .max(200),
        ladders: ladderInputs.default([]),
        leaderIds: z.array(id).min(1, '至少选 1 位团长').max(1000),
      })
      .refine((c) => c.cutoffAt > c.startAt, { path: ['cutoffAt'], message: '截单要晚于开始' })
      .refine((c) => c.deliverAt >= c.cutoffAt, { path: ['deliverAt'], message: '自提不能早于截单' }),
    output: campaignView,
    errors: {
      unknown_goods: '有商品不在商品库',
      unknown_leader: '有团长不存在',
      request_reused: '这次提交与之前的内容不同，请重新提交',
    },
  }),
  /** Puts a draft on sale and opens a group for each of its leaders. */
  'campaign.start': action({
    roles: ['operations'],
    idempotency: 'state',
    input: z.object({ campaignId: id }),
    output: campaignView,
    errors: { campaign_not_found: '没有找到这个活动', campaign_ended: '活动已结束，不能再开始' },
  }),
  /** Stops taking orders now; cannot be taken back. Open payments may still be finished. */
  'campaign.end': action({
    roles: ['operations'],
    idempotency: 'state',
    input: z.object({ campaignId: id }),
    output: campaignView,
    errors: { campaign_not_found: '没有找到这个活动' },
  }),
  /** New prices from the next order on; a page opened before shows them as an expected error. */
  'campaign.setPrices': action({
    roles: ['operations'],
    idempotency: 'state',
    input: z.object({
      campaignId: id,
      prices: z
        .array(campaignItem.pick({ skuId: true, priceFen: true }))
        .min(1)
        .max(200),
    }),
    output: campaignView,
    errors: {
      campaign_not_found: '没有找到这个活动',
      unknown_goods: '有商品不在这个活动里',
      try_again: '有人同时在改，请再试一次',
    },
  }),
  /** What comes off by itself, from the next order on; none takes it away. */
  'campaign.setLadders': action({
    roles: ['operations'],
    idempotency: 'state',
    input: z.object({ campaignId: id, ladders: ladderInputs }),
    output: campaignView,
    errors: { campaign_not_found: '没有找到这个活动', try_again: '有人同时在改，请再试一次' },
  }),
  'campaign.list': action({
    roles: ['operations'],
    idempotency: 'read',
    input: z.object({}),
    output: z.object({ now: ms, campaigns: z.array(campaignView) }),
    errors: {},
  }),
}
