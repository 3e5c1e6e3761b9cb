import { condition } from '../rule'

/** Only for somebody without an effective order yet. */
export const newCustomer = condition({
  code: 'newCustomer',
  label: '新客专享',
  args: {},
  whenIssued: true,
  asks: 'newCustomer',
  check: (_args, occasion) => (occasion.newCustomer ? undefined : '仅限还没下过单的新客'),
  explain: () => '新客专享',
})
