import { type OpenWatch, resilientWatch } from './resilient'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

interface Opened {
  docs: (docs: unknown[]) => void
  fail: (error: unknown) => void
  closed: boolean
}

function harness(broken: () => boolean = () => false) {
  const opened: Opened[] = []
  const open: OpenWatch = async (docs, fail) => {
    if (broken()) throw new Error('no network')
    const one: Opened = { docs, fail, closed: false }
    opened.push(one)
    return () => {
      one.closed = true
    }
  }
  return { opened, open, last: () => opened[opened.length - 1] as Opened }
}

const settle = () => jest.advanceTimersByTimeAsync(0)

test('documents pass through, and the state turns live with the first', async () => {
  const { open, last } = harness()
  const states: string[] = []
  const seen: unknown[] = []
  resilientWatch(open, { onDocs: (docs) => seen.push(docs), onState: (s) => states.push(s) })
  await settle()
  last().docs([{ orders: 1 }])
  expect(seen).toEqual([[{ orders: 1 }]])
  expect(states).toEqual(['connecting', 'live'])
})

test('a dead watch is closed and opened anew, later each time', async () => {
  const { opened, open, last } = harness()
  resilientWatch(open, { onDocs: () => {} })
  await settle()
  last().fail('gone')
  expect(opened[0]?.closed).toBe(true)
  await jest.advanceTimersByTimeAsync(1_000)
  expect(opened).toHaveLength(2)
  last().fail('gone')
  await jest.advanceTimersByTimeAsync(1_999)
  expect(opened).toHaveLength(2)
  await jest.advanceTimersByTimeAsync(1)
  expect(opened).toHaveLength(3)
})

test('failing to open is retried too', async () => {
  let down = true
  const { opened, open } = harness(() => down)
  resilientWatch(open, { onDocs: () => {} })
  await settle()
  down = false
  await jest.advanceTimersByTimeAsync(1_000)
  expect(opened).toHaveLength(1)
})

test('after stopping nothing is delivered, reopened or left open', async () => {
  const { opened, open, last } = harness()
  const seen: unknown[] = []
  const stop = resilientWatch(open, { onDocs: (docs) => seen.push(docs) })
  await settle()
  stop()
  last().docs([1])
  last().fail('gone')
  await jest.advanceTimersByTimeAsync(60_000)
  expect(seen).toEqual([])
  expect(opened).toHaveLength(1)
  expect(opened[0]?.closed).toBe(true)
})

test('stopped before the SDK answered: the watch that then opens is closed', async () => {
  const { open, last } = harness()
  const stop = resilientWatch(open, { onDocs: () => {} })
  stop()
  await settle()
  expect(last().closed).toBe(true)
})
