import { generateKeyPairSync } from 'node:crypto'
import indexes from '../../../cloudfunctions/database.indexes.json'
import { CONTRACT_VERSION } from '../../../src/contract/version'
import example from '../../environments/example'
import { checkEnvironment } from '../environment'
import type { DeployedFunction } from '../functions'
import { examine } from '.'
import type { Patient } from './check'
import type { Cloud } from './cloud'

const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' })
const worker: DeployedFunction = {
  ...{ name: 'worker', folder: '', codeHash: '', timeout: 60, openapi: [], clientInvoke: false },
  triggers: [{ name: 'sweep', type: 'timer', config: '' }],
  variables: { APP_ID: 'x' },
}

const cloud: Cloud = {
  functionDetail: async () => ({ timeout: 60, variables: ['APP_ID'], timers: ['sweep'] }),
  contractOf: async () => ({ contract: CONTRACT_VERSION, oldestClient: 1 }),
  indexNames: async (collection) => (indexes[collection as keyof typeof indexes] ?? []).map(({ name }) => name),
}

const healthy: Patient = {
  environment: { name: 'example', ...checkEnvironment(example, 'example.ts') },
  secrets: {
    ...{ TENCENT_SECRET_ID: 'id', TENCENT_SECRET_KEY: 'key' },
    ...{ UPLOAD_KEY: String(pem), TRANSFER_PRIVATE_KEY: String(pem) },
  },
  functions: [worker],
  cloud,
  now: Date.UTC(2027, 0, 1),
}

/** What is not fine, as `level says`. */
async function complaints(patient: Patient): Promise<string[]> {
  const results = await examine(patient)
  const found = results.flatMap(({ findings }) => findings).filter(({ level }) => level !== 'ok')
  // Whoever complains says what to do.
  for (const { remedy } of found) expect(remedy).toBeTruthy()
  return found.map(({ level, says }) => `${level} ${says}`)
}

test('a healthy environment has no complaints', async () => {
  expect(await complaints(healthy)).toEqual([])
})

const { environment } = healthy
test.each<[string, Partial<Patient>, string]>([
  ['a missing secret', { secrets: { ...healthy.secrets, UPLOAD_KEY: undefined } }, 'fail UPLOAD_KEY is missing'],
  [
    'a key that is none',
    { secrets: { ...healthy.secrets, TRANSFER_PRIVATE_KEY: 'MIIE' } },
    'fail TRANSFER_PRIVATE_KEY is not a private key',
  ],
  ['an expired certificate', { now: Date.UTC(2031, 0, 1) }, 'fail it expired on 2030-12-31: no red packet can be paid'],
  ['one that soon will be', { now: Date.UTC(2030, 11, 1) }, 'warn it expires on 2030-12-31, in 30 days'],
  [
    'no template',
    { environment: { ...environment, templates: { ...environment.templates, redPacket: undefined } } },
    'warn templates.redPacket is missing: leaders hear of red packets only while the app is open',
  ],
  ['no category', { environment: { ...environment, categories: ['工具'] } }, 'fail no category that may sell goods'],
  [
    'pictures from elsewhere',
    { environment: { ...environment, pictures: 'https://else.example/p' } },
    'warn pictures come from https://else.example/p, which is not deployed from here',
  ],
  [
    'a function set up otherwise',
    { cloud: { ...cloud, functionDetail: async () => ({ timeout: 3, variables: [], timers: [] }) } },
    'fail worker: timeout is 3 s instead of 60 s; variable APP_ID is missing; timer sweep is missing',
  ],
  [
    'a function that is not there',
    { cloud: { ...cloud, functionDetail: () => Promise.reject(new Error('ResourceNotFound')) } },
    'fail worker: ResourceNotFound',
  ],
  [
    'functions older than the app',
    { cloud: { ...cloud, contractOf: async () => ({ contract: CONTRACT_VERSION - 1, oldestClient: 1 }) } },
    `fail order serves apps of version 1 to ${CONTRACT_VERSION - 1}; this app is of version ${CONTRACT_VERSION}`,
  ],
  ['a missing index', { cloud: { ...cloud, indexNames: async () => [] } }, 'fail index orders.by_person is missing'],
  [
    'a cloud that cannot be asked',
    { cloud: undefined },
    'warn not asked: TENCENT_SECRET_ID and TENCENT_SECRET_KEY are missing',
  ],
])('%s is found', async (_title, change, complaint) => {
  expect(await complaints({ ...healthy, ...change })).toContain(complaint)
})
