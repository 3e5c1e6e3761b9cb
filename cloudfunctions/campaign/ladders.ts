import type { LadderInput } from '../../src/contract/promotions'
import type { Ladder } from '../../src/domain/pricing/cart'
import { actionOf } from '../../src/domain/promotions/actions'
import type { Context } from '../common/serve'

/** Ladders as a campaign keeps them; arguments that do not fit each other are refused in the words of their rule. */
export function checkedLadders(ctx: Pick<Context, 'fail'>, inputs: readonly LadderInput[]): Ladder[] {
  return inputs.map((input, i) => {
    const wrong = actionOf(input.action).wrong?.(input.action.args)
    if (wrong) ctx.fail('invalid_input', undefined, `满减：${wrong}`)
    return { ...input, id: String(i + 1) }
  })
}
