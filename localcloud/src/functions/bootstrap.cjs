/**
 * Runs inside the worker thread of a function instance. Plain CommonJS: it is started as it is, without a loader,
 * because its start is part of every cold start.
 *
 * Messages in: {type: 'invoke', id, event: JSON text, env, context}. Out: {type: 'ready'} | {type: 'broken', error},
 * {type: 'log', level, text}, {type: 'done', id, result: JSON text}, {type: 'failed', id, error}.
 */
const { createRequire, Module } = require('node:module')
const { join } = require('node:path')
const { format } = require('node:util')
const { parentPort, workerData } = require('node:worker_threads')

const RealDate = Date

/** Makes Date follow the emulated clock; timers stay real. The layout of the shared memory is that of VirtualClock. */
function installDate(shared) {
  const index = new Int32Array(shared, 0, 1)
  const slots = new Float64Array(shared, 8)
  const realNow = RealDate.now
  const now = () => {
    const at = Atomics.load(index, 0) * 3
    return Math.floor(slots[at] + (realNow() - slots[at + 1]) * slots[at + 2])
  }
  function VirtualDate(...args) {
    if (!new.target) return new RealDate(now()).toString()
    return Reflect.construct(
      RealDate,
      args.length === 0 ? [now()] : args,
      new.target === VirtualDate ? RealDate : new.target,
    )
  }
  Object.defineProperty(VirtualDate, 'name', { value: 'Date' })
  Object.defineProperty(VirtualDate, 'length', { value: 7 })
  VirtualDate.prototype = RealDate.prototype
  VirtualDate.parse = RealDate.parse
  VirtualDate.UTC = RealDate.UTC
  VirtualDate.now = now
  RealDate.prototype.constructor = VirtualDate
  globalThis.Date = VirtualDate
}

function captureConsole() {
  for (const level of ['log', 'info', 'debug', 'warn', 'error', 'trace']) {
    console[level] = (...args) => parentPort.postMessage({ type: 'log', level, text: format(...args) })
  }
}

/** What a thrown value looks like to the caller: thrown plain objects (the SDK throws such) keep their fields. */
function describe(error) {
  if (error instanceof Error || (error && typeof error === 'object' && 'stack' in error)) {
    return { message: String(error.message), stack: String(error.stack) }
  }
  const text = typeof error === 'object' ? JSON.stringify(error) : String(error)
  return { message: text ?? String(error), stack: '' }
}

function loadMain({ entry, folder, code }) {
  const filename = join(folder, 'index.js')
  if (code === undefined) return createRequire(entry)(entry)
  const module = new Module(filename)
  module.filename = filename
  module.paths = Module._nodeModulePaths(folder)
  module._compile(code, filename)
  return module.exports
}

/** Names set for the invocation before; an identity must not outlive its invocation. */
let invocationNames = []

function enterInvocation(env) {
  for (const name of invocationNames) delete process.env[name]
  invocationNames = Object.keys(env)
  for (const name of invocationNames) process.env[name] = env[name]
}

async function invoke(main, { id, event, env, context }) {
  enterInvocation(env)
  try {
    if (typeof main !== 'function') throw new Error('handler not found: index.js must export "main"')
    const result = await main(JSON.parse(event), context)
    parentPort.postMessage({ type: 'done', id, result: JSON.stringify(result) ?? 'null' })
  } catch (error) {
    parentPort.postMessage({ type: 'failed', id, error: describe(error) })
  } finally {
    enterInvocation({})
  }
}

// The environment of a thread is a store behind a lock; the SDK reads it a hundred times a request. A plain object is
// quicker by a tenth of a millisecond each time.
process.env = { ...process.env }
installDate(workerData.clock)
captureConsole()
try {
  const exported = loadMain(workerData)
  parentPort.on('message', (message) => invoke(exported.main, message))
  parentPort.postMessage({ type: 'ready' })
} catch (error) {
  parentPort.postMessage({ type: 'broken', error: describe(error) })
}
