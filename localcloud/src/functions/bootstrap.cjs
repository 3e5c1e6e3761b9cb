/**
 * Runs inside the worker thread of a function instance. Plain CommonJS: it is started as it is, without a loader,
 * because its start is part of every cold start.
 *
 * In: {type: 'load', slot} makes an instance, {type: 'invoke', slot, id, event: JSON text, env, context} runs it. Out:
 * {type: 'loading', file}, {type: 'ready', slot} | {type: 'broken', slot, error}, {type: 'log', id, level, text}, {type: 'done', id, result: JSON
 * text}, {type: 'failed', id, error}.
 */
const { AsyncLocalStorage } = require('node:async_hooks')
const { createRequire, Module } = require('node:module')
const { dirname, sep } = require('node:path')
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

/** The invocation that code runs for, across everything it awaits: its id and its environment. */
const invocation = new AsyncLocalStorage()

/**
 * Every invocation sees an environment of its own, whatever runs beside it in this thread: the SDK takes the caller's
 * identity from there. Outside of invocations it is the function's. Plain objects, because the environment of a thread
 * is a store behind a lock and the SDK reads it a hundred times a request.
 */
function separateEnvironments() {
  const common = { ...process.env }
  const current = () => invocation.getStore()?.env ?? common
  process.env = new Proxy(common, {
    get: (_, name) => current()[name],
    has: (_, name) => name in current(),
    set: (_, name, value) => {
      current()[name] = String(value)
      return true
    },
    deleteProperty: (_, name) => delete current()[name],
    ownKeys: () => Reflect.ownKeys(current()),
    getOwnPropertyDescriptor: (_, name) => Reflect.getOwnPropertyDescriptor(current(), name),
  })
  return common
}

function captureConsole() {
  for (const level of ['log', 'info', 'debug', 'warn', 'error', 'trace']) {
    console[level] = (...args) =>
      parentPort.postMessage({ type: 'log', id: invocation.getStore()?.id, level, text: format(...args) })
  }
}

/** A stack trace without the frames that loaded or called the function. */
function ownStack(stack) {
  const lines = stack.split('\n')
  const ours = lines.findIndex((line) => /^ +at /.test(line) && line.includes(__filename))
  if (ours >= 0) lines.length = ours
  while (/^ +at .*node:internal/.test(lines.at(-1))) lines.pop()
  return lines.join('\n')
}

/** What a thrown value looks like to the caller: thrown plain objects (the SDK throws such) keep their fields. */
function describe(error) {
  if (error instanceof Error || (error && typeof error === 'object' && 'stack' in error)) {
    return { message: String(error.message), stack: ownStack(String(error.stack)) }
  }
  const text = typeof error === 'object' ? JSON.stringify(error) : String(error)
  return { message: text ?? String(error), stack: '' }
}

/** Kept, because the source map of a module goes with it, and with that the lines in stack traces. */
const compiled = []

/**
 * Evaluates the function afresh: every instance has module variables of its own. Installed packages are evaluated once
 * a thread.
 */
function loadMain() {
  const { entry, code, handler } = workerData
  if (code !== undefined) {
    const module = new Module(entry)
    module.filename = entry
    module.paths = Module._nodeModulePaths(dirname(entry))
    module._compile(code, entry)
    compiled.push(module)
    return module.exports[handler]
  }
  for (const file of Object.keys(require.cache)) if (isOwn(file)) delete require.cache[file]
  return createRequire(entry)(entry)[handler]
}

const isOwn = (file) => !file.includes(`${sep}node_modules${sep}`)

/** Tells which files the function consists of, also those that it requires late. Installed packages are not told. */
function reportLoading() {
  const { load } = Module.prototype
  Module.prototype.load = function (file) {
    if (isOwn(file)) parentPort.postMessage({ type: 'loading', file })
    return load.call(this, file)
  }
}

/** A package that is not there gets advice: the error of `require` names only who asked for it. */
function advise(error) {
  const missing = /^Cannot find (?:module|package) '([^./][^']*)'/.exec(error?.message ?? '')?.[1]
  if (!missing) return error
  const name = missing.split('/', missing.startsWith('@') ? 2 : 1).join('/')
  const advice = `${name} is not installed: run "npm install ${name}" in ${workerData.folder} or in a folder above it`
  error.stack = `${advice}\n${error.stack}`
  error.message = `${advice}\n${error.message}`
  return error
}

const mains = new Map()

function load(slot) {
  try {
    mains.set(slot, loadMain())
    parentPort.postMessage({ type: 'ready', slot })
  } catch (error) {
    parentPort.postMessage({ type: 'broken', slot, error: describe(advise(error)) })
  }
}

/** What the handler returns, or what it gives to its callback when it has one and returns no promise (SCF Node.js). */
function answer(main, event, context) {
  return new Promise((resolve, reject) => {
    const callback = (error, result) => (error ? reject(error) : resolve(result))
    const returned = main(event, context, callback)
    if (main.length < 3 || typeof returned?.then === 'function') resolve(returned)
  })
}

async function invoke({ slot, id, event, context }) {
  const main = mains.get(slot)
  try {
    if (typeof main !== 'function')
      throw new Error(`handler not found: ${workerData.entry} must export "${workerData.handler}"`)
    const result = await answer(main, JSON.parse(event), context)
    parentPort.postMessage({ type: 'done', id, result: JSON.stringify(result) ?? 'null' })
  } catch (error) {
    parentPort.postMessage({ type: 'failed', id, error: describe(advise(error)) })
  }
}

if (workerData.code !== undefined) process.setSourceMapsEnabled(true)
const common = separateEnvironments()
installDate(workerData.clock)
captureConsole()
reportLoading()
parentPort.on('message', (message) => {
  if (message.type === 'load') load(message.slot)
  else invocation.run({ id: message.id, env: { ...common, ...message.env } }, invoke, message)
})
