/** `npx tsx tests/contract/record.ts`: records the contract as what apps of CONTRACT_VERSION know. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CONTRACT_VERSION } from '../../src/contract/version'
import { describeContract } from './describe'

const file = join(__dirname, 'recorded', `${CONTRACT_VERSION}.json`)
// A line an action, so that a difference can be read.
const lines = Object.entries(describeContract()).map(
  ([name, schemas]) => `${JSON.stringify(name)}: ${JSON.stringify(schemas)}`,
)
writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`)
console.log(`written: ${file}`)
