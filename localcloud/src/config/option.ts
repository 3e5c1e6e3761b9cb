import { ConfigError, ConfigFile } from './file'

/**
 * An option that is given as it is or as a JSON file of it, checked by `read`.
 * @throws Error whose message begins with the file, when it is one
 */
export function optionOf<T, U>(given: T | string | undefined, read: (value: T | undefined) => U): U {
  if (typeof given !== 'string') return read(given)
  const { value } = new ConfigFile(given)
  try {
    return read(value as T)
  } catch (error) {
    const { message } = error as Error
    throw message.startsWith(given) ? error : new ConfigError(`${given}: ${message}`)
  }
}
