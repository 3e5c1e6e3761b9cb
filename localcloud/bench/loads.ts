import type { Load } from './measure'

/** What both the engine alone and the SDK over its wire are asked to do. */
export interface Face {
  read(n: number): Promise<unknown>
  /** Takes one piece if there is one. */
  take(n: number): Promise<unknown>
  /** Reads two documents and changes both. */
  transfer(n: number): Promise<unknown>
  /** The newest 20 of a group. */
  newest(n: number): Promise<unknown>
  insert(n: number): Promise<unknown>
}

export const LOADS: (Load & { operation: keyof Face })[] = [
  { name: 'read by id', operation: 'read', parallel: 1, total: 2000 },
  { name: 'read by id', operation: 'read', parallel: 50, total: 10_000 },
  { name: 'conditional update', operation: 'take', parallel: 1, total: 1000 },
  { name: 'conditional update', operation: 'take', parallel: 50, total: 10_000 },
  { name: 'insert', operation: 'insert', parallel: 50, total: 5000 },
  { name: 'transaction: read two, change two', operation: 'transfer', parallel: 1, total: 300 },
  { name: 'transaction: read two, change two', operation: 'transfer', parallel: 20, total: 1000 },
  { name: 'newest 20 by index', operation: 'newest', parallel: 1, total: 1000 },
  { name: 'newest 20 by index', operation: 'newest', parallel: 50, total: 5000 },
]
