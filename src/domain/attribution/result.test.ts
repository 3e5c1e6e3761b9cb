import { attribute } from './attribute'
import type { Event } from './event'
import { orderResult, personResult } from './result'

/** Whole stories, and all that is said of those in them. */

/** An hour of a day of November 2026 in Shanghai. */
const at = (day: number, hour = 12) => Date.parse('2026-11-01T00:00:00+08:00') + ((day - 1) * 24 + hour) * 3_600_000
const leader: Event = { type: 'leader', at: at(1), leaderId: '甲团', personId: '小李' }
const ordered = (orderId: string, personId: string, leaderId: string, day: number, hour?: number): Event[] => [
  { type: 'order', at: at(day, hour), orderId, personId, leaderId },
  { type: 'paid', at: at(day, hour), orderId, goodsFen: 2000 },
]
const unknown = { via: null, sharerId: null, channel: null, poster: null, scene: null }

describe('a neighbour is invited, registers and orders', () => {
  const before: Event[] = [
    leader,
    {
      ...{ type: 'touch', at: at(1), personId: '小王', sharerId: '小赵', via: 'link' },
      ...{ leaderId: '乙团', channel: '微信群', scene: '1007' },
    },
    { type: 'touch', at: at(2), personId: '小王', sharerId: '小李', via: 'poster', leaderId: '甲团', poster: 'B' },
    { type: 'touch', at: at(2, 13), personId: '小王', sharerId: '小王', via: 'link' },
    { type: 'register', at: at(2, 14), personId: '小王' },
  ]
  const registered =
    '11月2日 14:00 注册，邀请人小赵：11月1日 12:00 小赵的链接；11月2日 13:00 小王的链接不算：是本人；11月2日 12:00 小李的海报不算：团长自己的链接不算邀请'

  test('before the first order the last touch holds', () => {
    expect(personResult(attribute(before), '小王')).toEqual({
      ...{ personId: '小王', leaderId: '甲团', by: 'touch', since: at(2), protectedUntil: null },
      ...{ inviterId: '小赵', newCustomer: null },
      why: [registered, '还没有有效订单，暂按最后一次触达归甲团：11月2日 12:00 小李的海报'],
    })
  })

  test('afterwards the order does', () => {
    const state = attribute([
      ...before,
      ...ordered('o1', '小王', '甲团', 3, 11),
      { type: 'refund', at: at(4), orderId: 'o1', refundId: 'r1', goodsFen: 500 },
      { type: 'order', at: at(40), orderId: 'o2', personId: '小王', leaderId: '甲团' },
      { type: 'touch', at: at(41), personId: '小王', sharerId: '小钱', via: 'link', leaderId: '丙团' },
    ])
    expect(personResult(state, '小王')).toEqual({
      ...{ personId: '小王', leaderId: '甲团', by: 'order', since: at(3, 11), protectedUntil: at(33, 11) },
      ...{ inviterId: '小赵', newCustomer: { orderId: 'o1', at: at(3, 11), leaderId: '甲团' } },
      why: [
        registered,
        '11月3日 11:00 首笔有效订单 o1，归属甲团，保护到 12月3日 11:00',
        '首笔有效订单 o1（11月3日 11:00 付款），计为甲团的新客',
        '邀请人小赵的邀请达成：首笔有效订单 o1',
      ],
    })
    expect(Object.values(state.orders).map((order) => orderResult(order))).toEqual([
      {
        ...{ orderId: 'o1', personId: '小王', placedAt: at(3, 11), paidAt: at(3, 11), netFen: 1500, effective: true },
        ...{ leaderId: '甲团', boundTo: null, protectedUntil: null, inviterId: '小赵', exclusion: null },
        ...{ ...unknown, via: 'poster', sharerId: '小李', poster: 'B' },
        why: [
          '业绩归团长甲团：订单在他的团',
          '下单时还没有归属',
          '渠道按下单前 24 小时内最后一次触达：11月2日 12:00 小李的海报',
          '11月2日 13:00 小王的链接不算：是本人',
          '邀请人小赵，注册时已确定',
          '是有效订单',
        ],
      },
      {
        ...{ orderId: 'o2', personId: '小王', placedAt: at(40), paidAt: null, netFen: 0, effective: false },
        ...{ leaderId: '甲团', boundTo: '甲团', protectedUntil: at(33, 11), inviterId: '小赵', exclusion: null },
        ...unknown,
        why: [
          '业绩归团长甲团：订单在他的团',
          '下单时归属甲团，保护期已于 12月3日 11:00 结束',
          '下单前 24 小时内没有可计的触达',
          '邀请人小赵，注册时已确定',
          '不是有效订单：还没有付款',
        ],
      },
    ])
  })
})

describe('orders, a refund, and changes by hand', () => {
  const state = attribute([
    leader,
    ...ordered('o', '小李', '甲团', 2),
    ...ordered('p', '小王', '甲团', 4),
    ...ordered('q', '小王', '乙团', 5),
    { type: 'refund', at: at(6), orderId: 'p', refundId: 'r', goodsFen: 2000 },
    { type: 'change', at: at(7), personId: '小王', leaderId: '丙团', by: 'self' },
    { type: 'change', at: at(8, 11), personId: '小王', leaderId: '戊团', by: 'operations', reason: ' ' },
    { type: 'change', at: at(8), personId: '小王', leaderId: '丁团', by: 'operations', reason: '投诉' },
  ])

  test('what became of the binding, step by step', () => {
    expect(personResult(state, '小王')).toEqual({
      ...{ personId: '小王', leaderId: '丁团', by: 'operations', since: at(8), protectedUntil: at(38) },
      ...{ inviterId: null, newCustomer: { orderId: 'q', at: at(5), leaderId: '乙团' } },
      why: [
        '11月4日 12:00 首笔有效订单 p，归属甲团，保护到 12月4日 12:00',
        '11月5日 12:00 有效订单 q 在乙团的团，但甲团的保护期到 12月4日 12:00，归属不变',
        '11月6日 12:00 订单 p 已全额退款，不再归属甲团',
        '11月5日 12:00 由余下的第一笔有效订单 q 决定，归属乙团，保护到 12月5日 12:00',
        '11月7日 12:00 自己更换团长，归属丙团，保护到 12月7日 12:00',
        '11月8日 11:00 运营更换没有写明原因，未更换',
        '11月8日 12:00 运营更换（投诉），归属丁团，保护到 12月8日 12:00',
        '首笔有效订单 q（11月5日 12:00 付款），计为乙团的新客',
      ],
    })
    expect(state.people.小王?.bindings.map(({ by }) => by)).toEqual(['order', 'self', 'operations'])
  })

  test('what is said of the orders', () => {
    expect(Object.values(state.orders).map((order) => orderResult(order))).toEqual([
      {
        ...{ orderId: 'o', personId: '小李', placedAt: at(2), paidAt: at(2), netFen: 2000, effective: false },
        ...{ leaderId: '甲团', boundTo: null, protectedUntil: null, inviterId: null },
        ...{ ...unknown, exclusion: { code: 'self', text: '是本人' } },
        why: [
          '业绩归团长甲团：订单在他的团',
          '不计入团长业绩：下单人是本人',
          '下单时还没有归属',
          '下单前 24 小时内没有可计的触达',
          '不是有效订单：下单人是本人',
        ],
      },
      {
        ...{ orderId: 'p', personId: '小王', placedAt: at(4), paidAt: at(4), netFen: 0, effective: false },
        ...{ leaderId: '甲团', boundTo: null, protectedUntil: null, inviterId: null, exclusion: null },
        ...unknown,
        why: [
          '业绩归团长甲团：订单在他的团',
          '下单时还没有归属',
          '下单前 24 小时内没有可计的触达',
          '不是有效订单：已全额退款',
        ],
      },
      {
        ...{ orderId: 'q', personId: '小王', placedAt: at(5), paidAt: at(5), netFen: 2000, effective: true },
        ...{ leaderId: '乙团', boundTo: '甲团', protectedUntil: at(34), inviterId: null, exclusion: null },
        ...unknown,
        why: [
          '业绩归团长乙团：订单在他的团',
          '下单时归属甲团，保护期到 12月4日 12:00',
          '下单前 24 小时内没有可计的触达',
          '是有效订单',
        ],
      },
    ])
  })
})

test('the moment its protection ends an order says so', () => {
  const state = attribute([...ordered('o1', '小王', '甲团', 1), ...ordered('o2', '小王', '甲团', 31)])
  expect(state.orders.o2?.snapshot.why).toContain('下单时归属甲团，保护期已于 12月1日 12:00 结束')
})

test('a part of an order refunded says nothing of its binding again', () => {
  const refund: Event = { type: 'refund', at: at(2), orderId: 'o', refundId: 'r', goodsFen: 100 }
  const flagged = [true, false].map((open): Event => ({ type: 'risk', at: at(3), orderId: 'o', open }))
  const orders = ordered('o', '小王', '甲团', 1)
  const { history } = attribute([...orders, refund, ...flagged]).people.小王 as { history: string[] }
  expect(history).toEqual(attribute(orders).people.小王?.history)
})
