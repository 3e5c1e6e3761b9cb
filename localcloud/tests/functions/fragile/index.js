let calls = 0

/** Fails in the way it is told; counts its calls in module scope, which lives as long as the instance. */
exports.main = async ({ how }) => {
  calls++
  console.log('call', calls, how)
  if (how === 'throw') throw new TypeError('thrown')
  if (how === 'exit') process.exit(3)
  if (how === 'crash') {
    setTimeout(() => {
      throw new Error('crashed')
    }, 1)
    await new Promise(() => undefined)
  }
  if (how === 'later') {
    setTimeout(() => {
      throw new Error('crashed later')
    }, 1)
  }
  if (how === 'spin') for (;;);
  return calls
}
