export type Child = Node | string | number | false | null | undefined | Child[]

type Properties<T> = Partial<Omit<T, 'style'>> & { aria?: Record<string, string> }

/** An element with properties and children; text is always text, whatever a document holds. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { aria, ...properties }: Properties<HTMLElementTagNameMap[K]> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties)
  for (const [name, value] of Object.entries(aria ?? {})) made.setAttribute(`aria-${name}`, value)
  made.append(...flat(children))
  return made
}

/** The nodes among children; what is false or absent is left out. */
export function flat(children: Child[]): (Node | string)[] {
  return children
    .flat(Number.POSITIVE_INFINITY as 1)
    .filter((child) => child !== false && child !== null && child !== undefined)
    .map((child) => (typeof child === 'number' ? String(child) : (child as Node | string)))
}
