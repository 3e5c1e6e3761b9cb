const { projects } = require('../../jest.config.js')

/** Tests of the rules alone, in one project: what the mutation runner needs. */
const { displayName, ...unit } = projects.find((project) => project.displayName === 'unit')

module.exports = {
  ...unit,
  rootDir: `${__dirname}/../..`,
  testMatch: ['<rootDir>/src/domain/**/*.test.ts'],
  setupFiles: ['<rootDir>/config/stryker/quick.cjs'],
  testSequencer: `${__dirname}/sequencer.cjs`,
}
