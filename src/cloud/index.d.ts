import type { Cloud } from './types'

/** Resolved by the build to index.weapp.ts or index.h5.ts. */
export const cloud: Cloud
