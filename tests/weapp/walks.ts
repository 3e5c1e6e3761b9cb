import type { Person } from './person'

/** From the group page to the payment sheet: add, 跟团购买, pay. */
export async function buy(person: Person): Promise<void> {
  await person.see('红富士苹果')
  await person.pressAt('.stepper__touch--plus')
  await person.see('共 1 件')
  await person.press('跟团购买')
  await person.on('checkout/index')
  await person.press('微信支付')
}
