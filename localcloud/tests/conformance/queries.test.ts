import { clouds } from './clouds'
import { item, tabled } from './item'

const { both } = clouds()
const AREA = 'Database: query commands'

/** `where` finds the documents of these ids among those given. */
const finds = (documents: Record<string, unknown>[], where: (sdk: Sdk) => object, ids: string[]) =>
  both(async (sdk) => {
    const collection = await sdk.seeded(documents)
    const { data } = await collection.where(where(sdk)).get()
    expect(data.map(({ _id }: { _id: string }) => _id).sort()).toEqual(ids)
  })
type Sdk = Parameters<Parameters<typeof both>[0]>[0]

const numbers = [{ _id: 'a', n: 1 }, { _id: 'b', n: 2 }, { _id: 'c', n: '2' }, { _id: 'd' }]

item(
  AREA,
  'eq',
  'docs',
  finds(numbers, ({ _ }) => ({ n: _.eq(2) }), ['b']),
)

tabled(__filename)
