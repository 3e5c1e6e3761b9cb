/** Mutation testing of the rules: does a test notice when a rule is broken? Run by `npm run mutate` (config/tasks/mutate.ts). */
export default {
  testRunner: 'jest',
  jest: { configFile: 'config/stryker/jest.config.cjs', enableFindRelatedTests: true },
  coverageAnalysis: 'perTest',
  mutate: ['src/domain/**/*.ts', '!src/domain/**/*.test.ts'],
  ignorePatterns: ['dist', '.cache', '.data', '/localcloud/node_modules', 'docs/pictures'],
  tempDirName: '.cache/stryker',
  reporters: ['clear-text', 'progress-append-only', 'html'],
  htmlReporter: { fileName: '.cache/mutation.html' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 90, low: 85, break: 85 },
  concurrency: 1,
  timeoutMS: 20_000,
}
