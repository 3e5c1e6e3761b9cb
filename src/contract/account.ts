import { z } from 'zod'
import { action } from './define'
import { avatar, id, leaderCard } from './shapes'

export const me = z.object({
  userId: id,
  name: z.string(),
  avatar,
  roles: z.array(z.enum(['resident', 'leader', 'operations'])),
  /** Masked, as `138****1234`. */
  phone: z.string().optional(),
  /** The leader this resident belongs to or last visited. */
  leader: leaderCard.optional(),
  /** Set when this person is a leader himself. */
  leaderId: id.optional(),
})
export type Me = z.infer<typeof me>

export const account = {
  /** Makes the resident on first call, and tells who he is. */
  'account.signIn': action({
    roles: ['guest'],
    idempotency: 'state',
    input: z.object({}),
    output: me,
    errors: { sign_in_first: '请先登录' },
  }),
  /** The phone number for pick-up: by WeChat's one-tap code, or typed (H5). */
  'account.setPhone': action({
    roles: ['resident'],
    idempotency: 'state',
    input: z.union([
      z.object({ code: z.string().min(1) }),
      z.object({ phone: z.string().regex(/^1[3-9]\d{9}$/, '请输入 11 位手机号') }),
    ]),
    output: z.object({ phone: z.string() }),
    errors: { phone_unavailable: '没有拿到手机号，请手动填写' },
  }),
  /**
   * Closes the account (账号注销): name, picture, number and consents go. Orders stay for the three years that
   * e-commerce law wants them kept (电子商务法 §31), without name and number.
   */
  'account.remove': action({
    roles: ['resident'],
    idempotency: 'state',
    input: z.object({}),
    output: z.object({ removed: z.boolean() }),
    errors: {
      orders_open: '还有没完成的订单，提货或退款结束后再注销',
      has_duties: '团长和运营账号请先联系平台交接，再注销',
    },
  }),
  /** One consent of a subscribe-message template; each allows one message. */
  'account.consent': action({
    roles: ['resident'],
    idempotency: 'requestId',
    input: z.object({ requestId: z.string().min(8).max(64), templateIds: z.array(id).min(1).max(3) }),
    output: z.object({ counted: z.int() }),
    errors: {},
  }),
}
