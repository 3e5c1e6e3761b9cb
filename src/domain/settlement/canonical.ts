/** Plain data. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/** Makes a text's fingerprint, such as sha-256 in hex; passed in, for the rules know no crypto of a platform. */
export type Digest = (text: string) => string

/**
 * The one way to write data as text: keys sorted by code unit, no spaces, absent keys left out. Same data, same bytes.
 * @throws TypeError on a number that JSON cannot hold
 */
export function canonical(value: Json): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} cannot be written`)
    return String(value)
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  let text = ''
  if (isList(value)) {
    for (const item of value) text += `${text === '' ? '' : ','}${canonical(item)}`
    return `[${text}]`
  }
  for (const key of Object.keys(value).sort()) {
    const of = value[key]
    if (of !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical(of)}`
  }
  return `{${text}}`
}

const isList = (value: object): value is readonly Json[] => Array.isArray(value)
