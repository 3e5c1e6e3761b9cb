/**
 * Mutation testing of the rules: does a test notice when a rule is broken? Run by `npm run mutate` (config/tasks/mutate.ts).
 * Nothing is left out of the score: neither texts, for what people and programs read is part of a rule, nor what runs
 * only while a module loads. docs/mutation.md says what survives, and why.
 */
export default {
  testRunner: 'rules',
  plugins: ['./config/stryker/runner.mjs'],
  coverageAnalysis: 'perTest',
  mutate: ['src/domain/**/*.ts', '!src/domain/**/*.test.ts'],
  ignorePatterns: ['dist', '.cache', '.data', '/localcloud/node_modules', 'docs/pictures'],
  tempDirName: '.cache/stryker',
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  htmlReporter: { fileName: '.cache/mutation.html' },
  jsonReporter: { fileName: '.cache/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 90, low: 85, break: 85 },
  // One runner and no hurry: it shares the machine with whoever works on it.
  concurrency: 1,
  timeoutMS: 20_000,
  // What loads with a module costs no more here than the rest: the runner loads it anew for every mutant.
  warnings: { slow: false },
}
