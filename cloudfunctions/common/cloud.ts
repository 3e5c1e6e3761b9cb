import cloud from 'wx-server-sdk'

// Once per instance: a cold start pays for it, the calls after do not.
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string })

/** The part of the SDK's database used here; its own types still describe callbacks and deny most options. */
interface Query {
  where(condition: object): Query
  orderBy(path: string, direction: 'asc' | 'desc'): Query
  skip(count: number): Query
  limit(count: number): Query
  field(fields: Record<string, boolean>): Query
  get(): Promise<{ data: unknown[] }>
  count(): Promise<{ total: number }>
  update(options: { data: object }): Promise<{ stats: { updated: number } }>
  remove(): Promise<{ stats: { removed: number } }>
}
interface Database {
  command: ReturnType<typeof cloud.database>['command']
  collection(name: string): Query & {
    doc(id: string): { get(): Promise<{ data: unknown }>; set(options: { data: object }): Promise<unknown> }
    add(options: { data: object }): Promise<{ _id: string }>
  }
}

export { cloud }
export const db = cloud.database({ throwOnNotFound: false } as object) as unknown as Database
/** Commands of queries and updates. */
export const _ = db.command
