import { account } from '../../src/domain/ledger/posting'
import { db } from './cloud'

interface Aggregate {
  match(condition: object): Aggregate
  unwind(path: string): Aggregate
  group(spec: object): Aggregate
  end(): Promise<{ list: { _id: string; fen: number }[] }>
}

/** A leader's balances, summed from the ledger itself: fen, negative is debt. One round trip. */
export async function balancesOf(leaderId: string): Promise<{ frozenFen: number; availableFen: number }> {
  const accounts = [account.frozen(leaderId), account.available(leaderId)]
  const ledger = db.collection('ledger') as unknown as { aggregate(): Aggregate }
  const { list } = await ledger
    .aggregate()
    .match({ 'lines.account': db.command.in(accounts) })
    .unwind('$lines')
    .match({ 'lines.account': db.command.in(accounts) })
    .group({ _id: '$lines.account', fen: { $sum: '$lines.amountFen' } })
    .end()
  const fen = (name: string) => list.find((row) => row._id === name)?.fen ?? 0
  return { frozenFen: fen(account.frozen(leaderId)), availableFen: fen(account.available(leaderId)) }
}
