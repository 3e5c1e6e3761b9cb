/**
 * Speed of the database engine alone, through `handle` as the wire calls it. Run: npx tsx localcloud/bench/engine.ts
 * Prints operations a second and CPU time an operation (all threads of this process).
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, openDatabase, type WireRequest } from '../src/database/index'

const DOCUMENTS = 5000
const REQUEST = { collectionName: 'goods', queryType: 'WHERE' }

function insert(from: number, count: number): WireRequest {
  const data = Array.from({ length: count }, (_, i) => {
    const n = from + i
    return JSON.stringify({
      _id: `g${n}`,
      name: `goods number ${n}`,
      group: `group-${n % 100}`,
      price: { $numberInt: String(100 + n) },
      stock: { $numberInt: '1000000' },
      tags: ['fresh', 'fruit', `t${n % 7}`],
      at: { $date: { $numberLong: String(1_700_000_000_000 + n) } },
    })
  })
  return { ...REQUEST, action: 'database.insertDocument', data }
}

function decrement(n: number): WireRequest {
  return {
    ...REQUEST,
    action: 'database.modifyDocument',
    multi: true,
    merge: true,
    upsert: false,
    query: `{"_id":"g${n % DOCUMENTS}","stock":{"$gte":{"$numberInt":"1"}}}`,
    data: '{"$inc":{"stock":{"$numberInt":"-1"},"sold":{"$numberInt":"1"}}}',
  }
}

async function measure(
  name: string,
  total: number,
  parallel: number,
  request: (n: number) => WireRequest,
  db: Database,
) {
  const cpu = process.cpuUsage()
  const start = process.hrtime.bigint()
  let next = 0
  const client = async () => {
    while (next < total) {
      const reply = await db.handle(request(next++))
      if (reply.code) throw new Error(`${name}: ${String(reply.message)}`)
    }
  }
  await Promise.all(Array.from({ length: parallel }, client))
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  const { user, system } = process.cpuUsage(cpu)
  const rate = Math.round(total / seconds).toLocaleString('en')
  console.log(
    `${name.padEnd(44)} ${rate.padStart(9)} ops/s  ${((user + system) / total).toFixed(0).padStart(5)} µs CPU/op`,
  )
}

async function main() {
  const dir = mkdtempSync(join(tmpdir(), 'localcloud-bench-'))
  const indexes = { goods: [{ name: 'group_at', keys: { group: 1 as const, at: -1 as const } }] }
  const db = openDatabase({ dir, now: Date.now, indexes })
  const get = { ...REQUEST, action: 'database.getDocument' }
  try {
    await measure('insert 100 documents, 1 at a time', DOCUMENTS / 100, 1, (n) => insert(n * 100, 100), db)
    await measure('insert 1 document, 50 parallel', 10_000, 50, (n) => insert(DOCUMENTS + n, 1), db)
    for (let round = 1; round <= 2; round++) {
      await measure(`conditional update, 1 at a time (${round})`, 1000, 1, decrement, db)
      await measure(`conditional update, 50 parallel (${round})`, 30_000, 50, decrement, db)
    }
    await measure('conditional update of one document, 50 parallel', 20_000, 50, () => decrement(0), db)
    await measure('read by _id, 50 parallel', 50_000, 50, (n) => ({ ...get, query: `{"_id":"g${n % DOCUMENTS}"}` }), db)
    const page = (n: number) => ({ ...get, query: `{"group":"group-${n % 100}"}`, order: '{"at":-1}', limit: 20 })
    await measure('read 20 by index, sorted, 50 parallel', 10_000, 50, page, db)
    const scan = () => ({ ...get, query: '{"price":{"$lt":{"$numberInt":"110"}}}', limit: 100 })
    await measure(`scan ${db.count('goods').toLocaleString('en')} documents`, 50, 1, scan, db)
    for (let i = 0; i < 1000; i++) db.watch('goods', { _id: `g${i}` }, {}, () => {})
    await measure('conditional update, 50 parallel, 1,000 watches', 30_000, 50, decrement, db)
  } finally {
    await db.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

await main()
