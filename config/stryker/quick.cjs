const fc = require('fast-check')

// A broken rule must only be noticed, not explained: the first counterexample ends a property.
fc.configureGlobal({ endOnFailure: true, numRuns: 30 })
