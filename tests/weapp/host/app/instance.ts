import type { View } from '../template/view'

/** A page or a component, as its own script sees it as `this`. */
export interface Script extends Record<string, unknown> {
  data: Record<string, unknown>
}

/** A page or a component with all the host knows of it. */
export interface Instance {
  /** Unique in the app. */
  id: string
  /** Path from the package's root, without extension. */
  path: string
  script: Script
  view: View
  /** Something has changed that is not shown yet. */
  isDirty: boolean
}

export interface PageInstance extends Instance {
  pageId: number
  query: Record<string, string>
  isReady: boolean
}
