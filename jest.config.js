/** Packages that publish ES modules only and are used by code under test. */
const esmOnly = [
  '@tarojs',
  '@nutui',
  '@stencil',
  '@swc/helpers',
  '@iconify',
  'uqr',
  'zod',
  'zustand',
  '@tanstack',
  'mingo',
  'fast-png',
  'iobuffer',
  'fflate',
]

const project = (displayName, testMatch, more = {}) => ({
  displayName,
  rootDir: __dirname,
  testMatch: testMatch.map((glob) => `<rootDir>/${glob}`),
  testEnvironment: 'node',
  transform: { '^.+\\.(t|j|mj)sx?$': '@swc/jest' },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  // A module with a face for each platform is tested as the browser sees it.
  moduleFileExtensions: ['ts', 'tsx', 'h5.ts', 'h5.tsx', 'js', 'mjs', 'jsx', 'json', 'node'],
  moduleNameMapper: { '^@/(.*)$': '<rootDir>/src/$1', '^localcloud$': '<rootDir>/localcloud/src' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/localcloud/dist/', '<rootDir>/.cache/', '<rootDir>/.data/'],
  ...more,
})

module.exports = {
  // Only what hangs is cut off: how long something takes on a busy machine is no matter of right or wrong.
  testTimeout: 300_000,
  maxWorkers: 2,
  projects: [
    project('unit', [
      'src/**/*.test.{ts,tsx}',
      'config/**/*.test.ts',
      'tests/simulation/**/*.test.ts',
      'tests/bench/**/*.test.ts',
      'tests/contract/**/*.test.ts',
    ]),
    project('localcloud', ['localcloud/**/*.test.ts']),
    project('functions', ['cloudfunctions/**/*.test.ts', 'tests/functions/**/*.test.ts']),
    project('simulation', ['tests/simulation/**/*.run.ts']),
    project('builds', ['tests/builds/**/*.test.ts']),
    project('e2e', ['tests/e2e/**/*.test.ts']),
    project('weapp', ['tests/weapp/**/*.test.ts']),
  ],
}
