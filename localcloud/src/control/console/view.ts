import type { Child } from './dom'

/** What a view is given. */
export interface Context {
  /** What follows the view's name in the address: `#functions/hello` → `hello`. */
  item: string
  /** Shows the view anew. */
  refresh(): Promise<void>
}

/** A section of the console. */
export interface View {
  name: string
  /** Whether it is read again every few seconds; one that somebody types into is not. */
  live?: boolean
  show(context: Context): Promise<Child[]>
}

/** Address of an item of a view. */
export const linkTo = (view: string, item = ''): string =>
  `#${view}${item === '' ? '' : `/${encodeURIComponent(item)}`}`
