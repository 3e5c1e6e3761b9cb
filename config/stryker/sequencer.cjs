const { statSync } = require('node:fs')
const Sequencer = require('@jest/test-sequencer').default

/** Short test files first: most broken rules are noticed before the long ones begin. */
module.exports = class extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => statSync(a.path).size - statSync(b.path).size)
  }
}
