import { landingOf } from './landing'

test.each<[string, Record<string, string>, object]>([
  ['from within', { id: 'c1-l1' }, { group: { groupId: 'c1-l1' } }],
  ['an id with what a link must escape', { id: 'c%201' }, { group: { groupId: 'c 1' } }],
  [
    "a neighbour's card",
    { id: 'c1-l1', from: 'ABCD2345' },
    { group: { groupId: 'c1-l1' }, touch: { via: 'link', from: 'ABCD2345' } },
  ],
  ["the leader's link", { code: 'QRST6789' }, { group: { code: 'QRST6789' }, touch: { via: 'link' } }],
  [
    'a link with its channel',
    { code: 'QRST6789', from: 'ABCD2345', ch: '%E6%A5%BC%E9%81%93' },
    { group: { code: 'QRST6789' }, touch: { via: 'link', from: 'ABCD2345', channel: '楼道' } },
  ],
  [
    'a code of a group',
    { scene: 'QRST6789' },
    { group: { code: 'QRST6789' }, touch: { via: 'poster', scene: 'QRST6789' } },
  ],
  [
    'a poster of somebody, in one of its variants',
    { scene: 'QRST6789-ABCD2345-B' },
    {
      group: { code: 'QRST6789' },
      touch: { via: 'poster', from: 'ABCD2345', poster: 'B', scene: 'QRST6789-ABCD2345-B' },
    },
  ],
  ['nothing', {}, { group: { code: '' } }],
])('%s', (_, params, expected) => {
  expect(landingOf(params)).toEqual(expected)
})
