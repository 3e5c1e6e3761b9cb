import type { LocalCloud } from '../src/index'
import { signedIn } from './socket'
import { startCloud } from './support'

let cloud: LocalCloud
beforeAll(async () => {
  const update = 'doc._openid == auth.openid && request.data.role == null'
  cloud = await startCloud({ rules: { people: { read: true, create: true, update } } })
})
afterAll(() => cloud.close())

/** One request of the web SDK's wire, as somebody may write it who is no SDK. */
async function ask(token: string, method: string, path: string, body: string) {
  const headers = { Authorization: `Bearer ${token}` }
  return await (await fetch(`${cloud.url}/v1/${path}`, { method, headers, body })).json()
}

test.each(['"role":"admin"', '"__proto__.role":"admin"', '"__proto__":{"role":"admin"}'])(
  'what a rule forbids to write is not written by way of %s',
  async (field) => {
    const token = await signedIn(cloud, 'ming')
    const path = 'database/instances/i/databases/d/collections/people/documents'
    const { insertedIds } = await ask(token, 'POST', path, '{"data":[{"n":1}]}')
    const [_id] = insertedIds as string[]
    const query = JSON.stringify({ _id, _openid: 'o-ming' })
    const reply = await ask(token, 'PATCH', path, `{"query":${query},"data":{"$set":{"n":2,${field}}}}`)
    expect(reply.code).toEqual(expect.any(String))
    expect(cloud.database.find('people', { role: 'admin' })).toEqual([])
    expect(cloud.database.get('people', String(_id))?.n).toBe(1)
  },
)

test('leave to upload that was given before somebody else had the path is worth nothing after', async () => {
  const tokens = [await signedIn(cloud, 'ming'), await signedIn(cloud, 'hong')]
  const infos = await Promise.all(
    tokens.map((token) => ask(token, 'POST', 'storages/get-objects-upload-info', '[{"objectId":"a.txt"}]')),
  )
  const put = async (i: number, body: string) => {
    const [{ uploadUrl, authorization }] = infos[i]
    return (await fetch(uploadUrl, { method: 'PUT', headers: { authorization }, body })).status
  }
  expect(await put(0, 'of ming')).toBe(200)
  expect(await put(1, 'of hong')).toBe(403)
  expect(await put(0, 'again')).toBe(200)
  expect(cloud.database.find('_files')).toEqual([expect.objectContaining({ owner: 'u_ming', size: 5 })])
})
