type Container = Record<string, unknown> | unknown[]

/** `root.cn.[0].cl` and `list[2].name` are the same kind of path. */
export const keysOf = (path: string): string[] => path.split(/[.[\]]+/).filter((key) => key !== '')

/** Puts a value where a path leads; what is missing on the way is made. */
export function setPath(data: Record<string, unknown>, path: string, value: unknown): void {
  const keys = keysOf(path)
  let at: Container = data
  keys.forEach((key, index) => {
    const holder = at as Record<string, unknown>
    if (index === keys.length - 1) holder[key] = value
    else {
      if (typeof holder[key] !== 'object' || holder[key] === null)
        holder[key] = /^\d+$/.test(keys[index + 1] ?? '') ? [] : {}
      at = holder[key] as Container
    }
  })
}

/** What stands where a path leads; undefined when the way ends before. */
export function getPath(data: unknown, path: string): unknown {
  return keysOf(path).reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], data)
}
