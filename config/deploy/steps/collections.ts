import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../tasks/paths'
import type { Step } from '../plan'

interface Index {
  name: string
  keys: Record<string, 1 | -1>
  unique?: boolean
}

/** The collections of cloudfunctions/database.indexes.json, each with its indexes. Existing ones are left as they are. */
export function collectionsStep(): Step {
  const file = join(root, 'cloudfunctions', 'database.indexes.json')
  const collections = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Index[]>)
  return {
    id: 'collections',
    title: `collections and indexes (cloudfunctions/database.indexes.json)`,
    byHand: 'WeChat DevTools → 云开发 → 数据库 → +, then 索引管理 of each collection',
    actions: collections.flatMap(([name, indexes]) => [
      {
        says: `create collection ${name} unless it exists`,
        run: ({ manager }) => manager.database.createCollectionIfNotExists(name),
      },
      ...indexes.map((index) => ({
        says: `create index ${name}.${index.name} on ${describe(index)} unless one of that name exists`,
        async run({ manager }: Parameters<Step['actions'][number]['run']>[0]) {
          const { Indexes = [] } = await manager.database.describeCollection(name)
          if (Indexes.some((existing) => existing.Name === index.name)) return 'exists'
          return await manager.database.updateCollection(name, { CreateIndexes: [toApi(index)] })
        },
      })),
    ]),
  }
}

const describe = ({ keys, unique }: Index) =>
  `${Object.entries(keys)
    .map(([field, direction]) => `${field} ${direction > 0 ? 'ascending' : 'descending'}`)
    .join(', ')}${unique ? ' (unique)' : ''}`

/** As the API of Tencent Cloud wants it: directions are texts. */
function toApi({ name, keys, unique }: Index) {
  const MgoIndexKeys = Object.entries(keys).map(([Name, direction]) => ({ Name, Direction: String(direction) }))
  return { IndexName: name, MgoKeySchema: { MgoIndexKeys, MgoIsUnique: unique === true } }
}
