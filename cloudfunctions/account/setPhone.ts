import { maskPhone } from '../../src/domain/mask'
import { cloud } from '../common/cloud'
import { insertOnce, update } from '../common/db'
import type { Context } from '../common/serve'
import { newResident } from '../common/users'

/** Keeps the number for pick-up. With WeChat's one-tap code the number comes from the platform, never from the page. */
export async function setPhone(ctx: Context<'account.setPhone'>, input: { code: string } | { phone: string }) {
  const phone = 'code' in input ? await phoneOf(input.code) : input.phone
  if (!phone) return ctx.fail('phone_unavailable')
  const registeredAt = (await ctx.user())?.registeredAt ?? ctx.now
  if (!(await update('users', { _id: ctx.openid }, { phone, registeredAt })))
    await insertOnce('users', { ...newResident(ctx.openid, ctx.now), phone, registeredAt })
  return { phone: maskPhone(phone) }
}

async function phoneOf(code: string): Promise<string | undefined> {
  try {
    const answer = await cloud.openapi.phonenumber.getPhoneNumber({ code })
    return answer.phoneInfo?.purePhoneNumber
  } catch (error) {
    console.error(JSON.stringify({ event: 'phone number not given', error: String(error) }))
    return undefined
  }
}
