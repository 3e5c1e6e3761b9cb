import { share } from '../money'

/**
 * Paying a leader from what others earn is what 禁止传销条例 §7(三) looks at, and WeChat bans 多级分销. So the team
 * dividend ships switched off behind a gate of its own beside the plan, is paid by the platform on top, from the base
 * commission of completed retail orders only and never for recruiting, over one level unless the gate says two.
 */
export interface DividendGate {
  /** Levels below a leader that count; more than two are refused. */
  levels: 1 | 2
}

/** What whoever opens the gate must have read. */
export const DIVIDEND_WARNING =
  '按他人的销售给上级付钱，正是《禁止传销条例》第七条第（三）项所说的行为，三级且三十人以上涉嫌犯罪，微信禁止多级分销；打开之前请律师审核'

/** A plan has a dividend and the gate is closed, or asks for more levels than two. */
export class GateClosed extends Error {
  override name = 'GateClosed'
}

/**
 * Levels the dividend may reach; 0 when the plan has none.
 * @throws GateClosed
 */
export function dividendLevels(plan: { dividend: { rateBp: number } | null }, gate: DividendGate | undefined): number {
  if (!plan.dividend) return 0
  if (!gate) throw new GateClosed(`方案里有团队分红，而它的开关没有打开。${DIVIDEND_WARNING}。`)
  if (gate.levels !== 1 && gate.levels !== 2) throw new GateClosed('团队分红只能一级，至多两级。')
  return gate.levels
}

/**
 * Leaders below a mentor down to `levels`, by id. Nobody is his own mentee, and nobody counts twice, whatever the
 * links say.
 */
export function menteesOf(leaderId: string, direct: ReadonlyMap<string, readonly string[]>, levels: number): string[] {
  const found = new Set<string>()
  let level = [leaderId]
  for (let depth = 0; depth < levels; depth++) {
    level = level.flatMap((id) => direct.get(id) ?? []).filter((id) => id !== leaderId && !found.has(id))
    for (const id of level) found.add(id)
  }
  return [...found].sort()
}

/** Dividend on one mentee's base commission of the month, fen: each mentee is a posting of its own. */
export function dividendOf(baseFen: number, rateBp: number): number {
  return share(baseFen, rateBp)
}
