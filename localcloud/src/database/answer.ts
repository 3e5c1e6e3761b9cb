import type { Limits } from '../limits/limits'
import { atMost, measure } from './size'
import { DatabaseError, type Document } from './types'

/**
 * Refuses an answer of more than the platform sends at once. Documents count as BSON, as they do for their own limit, so
 * that whatever can be stored can be read.
 */
export function checkAnswer(documents: readonly Document[], { answerBytes }: Limits): void {
  if (total(documents, atMost) <= answerBytes) return
  const bytes = total(documents)
  if (bytes <= answerBytes) return
  const message = `the answer has ${bytes} bytes, at most ${answerBytes} are sent at once: ask for fewer documents or fields`
  throw new DatabaseError('EXCEED_MAX_RESPONSE_SIZE', message)
}

function total(documents: readonly Document[], textBytes?: (text: string) => number): number {
  let bytes = 0
  for (const document of documents) bytes += measure(document, textBytes).bytes
  return bytes
}
