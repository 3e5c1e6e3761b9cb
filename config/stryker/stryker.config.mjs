/** Mutation testing of the rules: does a test notice when a rule is broken? Run by `npm run mutate` (config/tasks/mutate.ts). */
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
  concurrency: 1,
  timeoutMS: 20_000,
}
