import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DAY_MS } from '../time'
import { parseYuan } from '../yuan'
import { attribute } from './attribute'
import type { Event } from './event'
import { orderResult, personResult } from './result'

/** Situations are written in words (situations.md explains them); here they are read, played and compared. */

const START = Date.parse('2026-11-01T00:00:00+08:00')

interface Situation {
  line: number
  title: string
  course: string
  outcome: string
}

const document = readFileSync(join(__dirname, 'situations.md'), 'utf8')
const situations = document.split('\n').flatMap((text, i): Situation[] => {
  const [, title = '', course = '', outcome = ''] = text.split('|').map((cell) => cell.trim())
  if (!text.startsWith('|') || title === '情形' || /^-+$/.test(title)) return []
  return [{ line: i + 1, title, course, outcome }]
})

function moment(text: string): number {
  const [, day, hour = '12', minute = '0', second = '0', ms = '0'] =
    /^(\d+)日(?:(\d+):(\d\d)(?::(\d\d)(?:\.(\d{3}))?)?)?$/.exec(text) ?? []
  if (day === undefined) throw new Error(`看不懂的时间「${text}」`)
  const clock = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(ms)
  return START + (Number(day) - 1) * DAY_MS + clock
}

function fen(text: string): number {
  const amount = text.endsWith('元') ? parseYuan(text.slice(0, -1)) : undefined
  if (amount === undefined) throw new Error(`看不懂的金额「${text}」`)
  return amount
}

const optionNames: Record<string, string> = {
  团: 'leaderId',
  渠道: 'channel',
  海报: 'poster',
  场景: 'scene',
  设备: 'device',
  手机: 'phone',
  家庭: 'household',
  原因: 'reason',
  单号: 'refundId',
}

/** Events of a course; each sentence is `[time] words… name=value…`. */
function eventsOf(course: string): Event[] {
  let at = START
  return course.split('；').flatMap((sentence, i): Event[] => {
    const all = sentence.trim().split(/\s+/)
    if (/^\d+日/.test(all[0] as string)) at = moment(all.shift() as string)
    const words = all.filter((word) => !word.includes('='))
    const options: Record<string, string> = {}
    for (const word of all.filter((word) => word.includes('='))) {
      const [name = '', value = ''] = word.split('=')
      const key = optionNames[name]
      if (!key) throw new Error(`看不懂的「${word}」`)
      options[key] = value
    }
    return sentenceOf(words, at, options, i) as Event[]
  })
}

function sentenceOf(words: string[], at: number, options: Record<string, string>, i: number): object[] {
  const [who = '', verb = '', a = '', b = '', c = ''] = words
  const personId = who
  switch (verb) {
    case '成为团长':
      return [{ type: 'leader', at, personId, leaderId: a }]
    case '打开':
    case '扫':
      if (b !== (verb === '扫' ? '的海报' : '的链接')) break
      return [{ type: 'touch', at, personId, sharerId: a, via: verb === '扫' ? 'poster' : 'link', ...options }]
    case '注册':
      return [{ type: 'register', at, personId, ...options }]
    case '资料':
      return [{ type: 'profile', at, personId, ...options }]
    case '下单':
      return [
        { type: 'order', at, orderId: a, personId, leaderId: b },
        ...(c ? [{ type: 'paid', at, orderId: a, goodsFen: fen(c) }] : []),
      ]
    case '付款':
      return [{ type: 'paid', at, orderId: who, goodsFen: fen(a) }]
    case '退款':
      return [{ type: 'refund', at, orderId: who, refundId: `r${i}`, goodsFen: fen(a), ...options }]
    case '有风险':
    case '解除风险':
      return [{ type: 'risk', at, orderId: who, open: verb === '有风险' }]
    case '换团长':
      return [{ type: 'change', at, personId, leaderId: a, by: 'self' }]
    case '给':
      if (who !== '运营' || b !== '换团长') break
      return [{ type: 'change', at, personId: a, leaderId: c, by: 'operations', ...options }]
  }
  throw new Error(`看不懂的一句「${words.join(' ')}」`)
}

const bySaid = { order: '下单', self: '自己', operations: '运营', touch: '触达' }
const viaSaid = { link: '链接', poster: '海报' }
const exclusionSaid = { self: '本人', household: '家庭', phone: '手机', device: '设备' }

/** What an outcome says of a person or an order, in the words of the table. */
function saidOf(subject: string, events: Event[], name: string): string {
  const state = attribute(events)
  const order = state.orders[subject]
  const none = (value: string | null | undefined) => value ?? '无'
  const yes = (value: boolean) => (value ? '是' : '否')
  if (order) {
    const r = orderResult(order)
    const said: Record<string, string> = {
      业绩: r.leaderId,
      下单时归属: none(r.boundTo),
      来自: none(r.sharerId),
      方式: none(r.via && viaSaid[r.via]),
      渠道: none(r.channel),
      海报: none(r.poster),
      场景: none(r.scene),
      邀请人: none(r.inviterId),
      有效: yes(r.effective),
      排除: none(r.exclusion && exclusionSaid[r.exclusion.code]),
      说: r.why.concat(personResult(state, r.personId).why).join('；'),
    }
    return said[name] ?? `看不懂的「${name}」`
  }
  const r = personResult(state, subject)
  const said: Record<string, string> = {
    归属: none(r.leaderId),
    依据: none(r.by && bySaid[r.by]),
    保护到: r.protectedUntil === null ? '无' : String(r.protectedUntil),
    邀请人: none(r.inviterId),
    新客: none(r.newCustomer?.leaderId),
    首单: none(r.newCustomer?.orderId),
    说: r.why.join('；'),
  }
  return said[name] ?? `看不懂的「${name}」`
}

function play({ course, outcome }: Situation): void {
  const events = eventsOf(course)
  for (const claim of outcome.split('；')) {
    const [subject = '', ...rest] = claim.trim().split(/\s+(?=\S+=|说「)/)
    expect(rest.length).toBeGreaterThan(0)
    for (const part of rest) {
      const said = /^说「(.*)」$/.exec(part)?.[1]
      if (said !== undefined) {
        expect(saidOf(subject, events, '说')).toContain(said)
        continue
      }
      const [name = '', value = ''] = part.split('=')
      const expected = name === '保护到' && value !== '无' ? String(moment(value)) : value
      expect([subject, name, saidOf(subject, events, name)]).toEqual([subject, name, expected])
    }
  }
}

test('there are enough situations, each told once', () => {
  expect(situations.length).toBeGreaterThanOrEqual(40)
  expect(new Set(situations.map(({ title }) => title)).size).toBe(situations.length)
})

test.each(situations.map((situation) => [situation.line, situation.title, situation] as const))(
  'line %s: %s',
  (_line, _title, situation) => play(situation),
)

test.each([
  ['1号 小王 注册', '看不懂的一句「1号 小王 注册」'],
  ['1日25 小王 注册', '看不懂的时间「1日25」'],
  ['1日 小王 飞走', '看不懂的一句「小王 飞走」'],
  ['1日 小王 打开 小李 的门', '看不懂的一句'],
  ['1日 小王 下单 o1 甲团 20', '看不懂的金额「20」'],
  ['1日 小王 注册 年龄=9', '看不懂的「年龄=9」'],
])('%s: %s', (course, message) => {
  expect(() => eventsOf(course)).toThrow(message)
})
