import { Fail, type Family, later, now } from './calls'
import type { Device } from './device'

/** One value and all values, bytes of JSON (storage documentation). */
const LARGEST_VALUE = 1024 * 1024
const LARGEST_STORE = 10 * 1024 * 1024

/** What the phone keeps for the app. */
export function storage({ storage: kept }: Device): Family {
  const read = (key: string) => {
    const json = kept.get(key)
    return json === undefined ? '' : JSON.parse(json)
  }
  const write = (key: unknown, data: unknown) => {
    if (typeof key !== 'string' || key === '') throw new Fail('parameter error: key should be a String')
    const json = JSON.stringify(data)
    if (json === undefined) throw new Fail(`${key}: data cannot be stored`)
    const others = [...kept].reduce((sum, [name, text]) => sum + (name === key ? 0 : text.length), 0)
    if (json.length > LARGEST_VALUE || others + json.length > LARGEST_STORE) throw new Fail('exceed storage max size')
    kept.set(key, json)
  }
  const remove = (key: string) => void kept.delete(key)
  return {
    getStorageSync: now(read),
    setStorageSync: now(write),
    removeStorageSync: now(remove),
    clearStorageSync: now(() => kept.clear()),
    getStorageInfoSync: now(() => ({ keys: [...kept.keys()], currentSize: 0, limitSize: LARGEST_STORE / 1024 })),
    getStorage: later(({ key }) => {
      if (!kept.has(String(key))) throw new Fail('data not found')
      return { data: read(String(key)) }
    }),
    setStorage: later(({ key, data }) => write(key, data)),
    removeStorage: later(({ key }) => remove(String(key))),
    clearStorage: later(() => kept.clear()),
  }
}
