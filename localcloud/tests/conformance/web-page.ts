import type { Db } from '@cloudbase/database'
import type { Page } from 'playwright-core'

type Collection = ReturnType<Db['collection']>

/**
 * Runs a function in a page of the web SDK, on one collection. The function may use nothing from outside. What the SDK
 * refuses comes back as `{code}`, for errors do not cross into this process whole.
 */
export async function inPage<T>(
  page: Page,
  collection: string,
  run: (collection: Collection, db: Db) => Promise<T>,
): Promise<T> {
  const database = 'window.page.app.database()'
  const call = `(${run})(${database}.collection(${JSON.stringify(collection)}), ${database})`
  return (await page.evaluate(`${call}.catch((error) => ({ code: error.code, message: error.message }))`)) as T
}
