import { LIMITS } from '../limits/limits'
import { DatabaseError } from './types'

const ADVICE = 'Please check your request, but if the problem persists, contact us.'

/** What a conflict is answered with; the SDK's runTransaction begins anew when it meets this code. */
export const TRANSACTION_CONFLICT = {
  code: 'DATABASE_TRANSACTION_CONFLICT',
  message: `[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. ${ADVICE}`,
}

export function transactionConflict(): DatabaseError {
  return new DatabaseError(TRANSACTION_CONFLICT.code, TRANSACTION_CONFLICT.message)
}

/** Ours: the platform documents no number. */
export function tooManyTransactions(most: number): DatabaseError {
  return new DatabaseError(
    'DATABASE_TRANSACTION_FAIL',
    `${most} transactions are open: end them with commit or rollback`,
  )
}

/** For a transaction that was committed, rolled back, or ended by the cloud. */
export function transactionEnded(): DatabaseError {
  return new DatabaseError(
    'DATABASE_TRANSACTION_FAIL',
    `[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in ${LIMITS.transactionMs / 1000} seconds. ${ADVICE}`,
  )
}
