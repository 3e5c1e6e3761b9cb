import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CloudClient, LocalCloud } from '../src/index'
import { eventually, startCloud } from './support'

let cloud: LocalCloud
let ming: CloudClient
let hong: CloudClient

beforeAll(async () => {
  cloud = await startCloud({
    rules: {
      notes: 'PRIVATE',
      board: 'READONLY',
      letters: { read: 'doc.to == auth.openid' },
    },
  })
  ming = cloud.client({ openid: 'o-ming', uid: 'u-ming' })
  hong = cloud.client({ openid: 'o-hong' })
})
afterAll(() => cloud?.close())

/** A live query whose snapshots are kept. */
function watched(client: CloudClient, collection: string, where: Record<string, unknown>) {
  const snapshots: { docs: Record<string, unknown>[]; kinds: string[]; type?: string }[] = []
  const errors: { errCode: number; errMsg: string }[] = []
  const watching = client
    .database()
    .collection(collection)
    .where(where)
    .watch({
      onChange: ({ docs, docChanges, type }) =>
        snapshots.push({ docs, kinds: docChanges.map((c) => c.queueType), ...(type ? { type } : {}) }),
      onError: (error) => errors.push(error),
    })
  return { snapshots, errors, watching, last: () => snapshots[snapshots.length - 1]?.docs }
}

test('a function called by a client knows who calls', async () => {
  const { result, errMsg } = await ming.callFunction({ name: 'whoami', data: { hello: '你好' } })
  expect(result).toMatchObject({ before: { OPENID: 'o-ming', SOURCE: 'wx_client' }, event: { hello: '你好' } })
  expect(errMsg).toBe('cloud.callFunction:ok')
})

test('a function that fails, is closed or missing rejects with numbers', async () => {
  const failed = ming.callFunction({ name: 'fragile', data: { how: 'throw' } })
  await expect(failed).rejects.toMatchObject({ errCode: -504002, errMsg: expect.stringContaining('thrown') })
  await expect(ming.callFunction({ name: 'payback' })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' })
  await expect(ming.callFunction({ name: 'nowhere' })).rejects.toMatchObject({ errCode: expect.any(Number) })
})

test('what a client adds is its own, and only its own is found, changed and removed', async () => {
  const notes = ming.database().collection('notes')
  const { _id } = await notes.add({ data: { n: 1, at: new Date(5) } })
  expect((await notes.doc(_id).get()).data).toEqual({ _id, n: 1, at: new Date(5), _openid: 'o-ming' })
  const others = hong.database().collection('notes')
  expect((await others.where({ n: 1 }).get()).data).toEqual([])
  await expect(others.doc(_id).get()).rejects.toMatchObject({ errCode: -1 })
  expect((await others.doc(_id).update({ data: { n: 9 } })).stats.updated).toBe(0)
  expect((await others.where({ n: 1 }).remove()).stats.removed).toBe(0)
  expect((await notes.doc(_id).update({ data: { $inc: { n: 2 } } })).stats.updated).toBe(1)
  expect((await notes.where({ n: { $gt: 2 } }).count()).total).toBe(1)
  expect((await notes.doc(_id).set({ data: { n: 4 } })).stats).toEqual({ updated: 1, created: 0 })
  expect(cloud.database.get('notes', _id)).toEqual({ _id, n: 4, _openid: 'o-ming' })
  expect((await notes.doc('new').set({ data: { n: 5 } })).stats).toEqual({ updated: 0, created: 1 })
  expect(cloud.database.get('notes', 'new')).toEqual({ _id: 'new', n: 5, _openid: 'o-ming' })
  expect((await notes.where({}).remove()).stats.removed).toBe(2)
})

test('nobody chooses the creator', async () => {
  const notes = ming.database().collection('notes')
  await expect(notes.add({ data: { _openid: 'o-hong' } })).rejects.toMatchObject({ errCode: -501007 })
  for (const data of [{ $set: { _openid: 'x' } }, { $unset: { _openid: '' } }, { $rename: { n: '_openid' } }]) {
    await expect(notes.where({}).update({ data })).rejects.toMatchObject({ errCode: -501007 })
  }
  await expect(notes.doc('x').set({ data: { _openid: 'x' } })).rejects.toMatchObject({ errCode: -501007 })
})

test('a live query delivers what may be read, and what changes', async () => {
  await cloud.database.insert('letters', [{ _id: 'l1', to: 'o-ming', n: 1 }])
  const seen = watched(ming, 'letters', { to: '{openid}' })
  await eventually(() => expect(seen.snapshots).toHaveLength(1))
  expect(seen.snapshots[0]).toEqual({ docs: [{ _id: 'l1', to: 'o-ming', n: 1 }], kinds: ['init'], type: 'init' })
  await cloud.database.insert('letters', [{ _id: 'l2', to: 'o-hong' }])
  await cloud.database.insert('letters', [{ _id: 'l3', to: 'o-ming' }])
  await cloud.database.update('letters', { _id: 'l1' }, { $inc: { n: 1 } })
  await cloud.database.remove('letters', { _id: 'l3' })
  await eventually(() => expect(seen.last()).toEqual([{ _id: 'l1', to: 'o-ming', n: 2 }]))
  expect(seen.snapshots.map(({ kinds }) => kinds)).toEqual([['init'], ['enqueue'], ['update'], ['dequeue']])
  await seen.watching.close()
  await cloud.database.update('letters', { _id: 'l1' }, { $inc: { n: 1 } })
  expect(seen.snapshots).toHaveLength(4)
})

test('a live query that asks for more than the rule allows fails', async () => {
  const seen = watched(ming, 'letters', {})
  await eventually(() => expect(seen.errors).toHaveLength(1))
  expect(seen.errors[0]).toMatchObject({ errCode: -502003, errMsg: expect.stringContaining('subset of the rule') })
  expect(seen.snapshots).toEqual([])
})

test('without a network calls fail and live queries are silent; with it again they catch up', async () => {
  await cloud.database.insert('board', [{ _id: 'b1', n: 1 }])
  const seen = watched(ming, 'board', {})
  await eventually(() => expect(seen.snapshots).toHaveLength(1))
  ming.network(false)
  await cloud.database.update('board', { _id: 'b1' }, { $inc: { n: 1 } })
  await cloud.database.insert('board', [{ _id: 'b2', n: 1 }])
  await expect(ming.callFunction({ name: 'whoami' })).rejects.toMatchObject({
    errMsg: expect.stringContaining('network'),
  })
  expect(seen.snapshots).toHaveLength(1)
  ming.network(true)
  expect(seen.snapshots).toHaveLength(2)
  expect(seen.snapshots[1]).toMatchObject({ docs: [{ n: 2 }, { _id: 'b2' }], kinds: ['update', 'enqueue'] })
  ming.breakWatches()
  expect(seen.errors).toHaveLength(1)
  await cloud.database.remove('board', {})
  expect(seen.snapshots).toHaveLength(2)
})

test('a file is everybody’s to read and its owner’s to replace and delete', async () => {
  const local = join(tmpdir(), `localcloud-client-${process.pid}.txt`)
  writeFileSync(local, '内容')
  const { fileID } = await ming.uploadFile({ cloudPath: 'a/照片 1.txt', filePath: local })
  const { fileList } = await hong.getTempFileURL({ fileList: [fileID, 'cloud://x/none'] })
  expect(fileList.map(({ status }) => status)).toEqual([0, -503003])
  expect(await (await fetch(fileList[0]?.tempFileURL ?? '')).text()).toBe('内容')
  const replaced = hong.uploadFile({ cloudPath: 'a/照片 1.txt', content: 'x' })
  await expect(replaced).rejects.toMatchObject({ errCode: -503002 })
  expect((await hong.deleteFile({ fileList: [fileID] })).fileList[0]?.status).toBe(-503002)
  expect((await ming.deleteFile({ fileList: [fileID] })).fileList[0]?.status).toBe(0)
})
