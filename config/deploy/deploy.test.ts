import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import example from '../environments/example'
import { functionNames } from '../tasks/builds'
import { readDeployArguments } from './arguments'
import { commandLine } from './commandLine'
import { checkEnvironment, type Environment } from './environment'
import { deployPlan, type Step } from './plan'
import { parseSecrets } from './secrets'
import { type Manager, preparation, type Tools } from './tools'

const environment: Environment = { name: 'example', ...checkEnvironment(example, 'example.ts') }
const SECRET = 'a very secret text'

let built: string
let steps: Step[]
beforeAll(() => {
  built = mkdtempSync(join(tmpdir(), 'deploy-'))
  for (const name of functionNames()) {
    mkdirSync(join(built, name))
    const reads = name === 'worker' ? 'process.env.TRANSFER_PRIVATE_KEY; process.env.APP_ID' : ''
    writeFileSync(join(built, name, 'index.js'), reads)
    const worker = {
      clientInvoke: false,
      timeout: 60,
      triggers: [{ name: 'sweep', type: 'timer', config: '0 * * * * * *' }],
    }
    writeFileSync(join(built, name, 'config.json'), JSON.stringify(name === 'worker' ? worker : {}))
  }
  steps = deployPlan(environment, { functions: built, weapp: join(built, 'weapp'), h5: join(built, 'h5') })
})
afterAll(() => rmSync(built, { recursive: true, force: true }))

/** Tools that do nothing and note what they were asked. */
function recorder(existing: string[] = []) {
  const calls: [string, ...unknown[]][] = []
  const note =
    (name: string) =>
    async (...args: unknown[]) => {
      calls.push([name, ...args])
      return {}
    }
  const manager: Manager = {
    database: {
      createCollectionIfNotExists: note('createCollection'),
      describeCollection: async () => ({ Indexes: existing.map((Name) => ({ Name })) }),
      updateCollection: note('updateCollection'),
    },
    functions: {
      updateFunctionConfig: note('updateFunctionConfig'),
      createFunctionTriggers: note('createFunctionTriggers'),
      async deleteFunctionTrigger(...args) {
        calls.push(['deleteFunctionTrigger', ...args])
        throw Object.assign(new Error('no such trigger'), { code: 'ResourceNotFound.Trigger' })
      },
    },
    permission: { modifyResourcePermission: note('permission') },
  }
  const tools: Tools = {
    manager,
    command: note('command') as Tools['command'],
    secretFile: (name) => `file of ${name}`,
    secret: () => SECRET,
  }
  return { calls, tools }
}

async function run(id: Step['id'], existing?: string[]) {
  const { calls, tools } = recorder(existing)
  const step = steps.find((one) => one.id === id) as Step
  for (const action of step.actions) await action.run(tools)
  return { step, calls }
}

test('what a function needs is there before it', () => {
  expect(steps.map(({ id }) => id)).toEqual(['collections', 'functions', 'rules', 'web', 'miniprogram'])
})

test('what a dry run prints can be pasted into a shell', () => {
  expect(commandLine('tool', ['--note', "it's new", '--key', '$KEY'])).toBe(`tool --note 'it'\\''s new' --key $KEY`)
  expect(preparation(environment)).toEqual([
    'LINTUAN_ENV=lintuan-example LINTUAN_PICTURES=https://lintuan-example.tcloudbaseapp.com/pictures npm run build',
    expect.stringMatching(/^npm install .*miniprogram-ci@[\d.]+ .* --prefix \.cache\/deploy-tools$/),
    'export PATH="$PWD/.cache/deploy-tools/node_modules/.bin:$PATH"',
    'tcb login --apiKeyId $TENCENT_SECRET_ID --apiKey $TENCENT_SECRET_KEY',
  ])
})

test('a dry run shows no secret', () => {
  const said = steps.flatMap(({ actions }) => actions.map(({ says }) => says)).join('\n')
  expect(said).toContain('TRANSFER_PRIVATE_KEY=(secret TRANSFER_PRIVATE_KEY)')
  expect(said).not.toContain(SECRET)
})

test('every function is uploaded, set up with just the variables its code reads, and gets its timers', async () => {
  const { calls } = await run('functions')
  const uploads = calls.flatMap(([name, tool, args]) =>
    name === 'command' ? [`${tool} ${(args as string[]).join(' ')}`] : [],
  )
  expect(uploads).toHaveLength(functionNames().length)
  expect(uploads.find((line) => line.includes('--name worker'))).toMatch(
    /^miniprogram-ci cloud functions upload .*--private-key-path file of UPLOAD_KEY --env lintuan-example --name worker/,
  )
  const configs = calls.filter(([name]) => name === 'updateFunctionConfig').map(([, config]) => config)
  const base = { runtime: 'Nodejs16.13', memorySize: 256 }
  expect(configs).toContainEqual({
    ...{ ...base, name: 'worker', timeout: 60 },
    envVariables: { APP_ID: environment.appId, TRANSFER_PRIVATE_KEY: SECRET },
  })
  expect(configs).toContainEqual({ ...base, name: 'order', timeout: 3, envVariables: {} })
  expect(calls.filter(([name]) => name.endsWith('Trigger') || name.endsWith('Triggers'))).toEqual([
    ['deleteFunctionTrigger', 'worker', 'sweep'],
    ['createFunctionTriggers', 'worker', [{ name: 'sweep', type: 'timer', config: '0 * * * * * *' }]],
  ])
})

test('indexes that exist are left alone, others are made with direction and uniqueness', async () => {
  const fresh = await run('collections')
  const made = fresh.calls.filter(([name]) => name === 'updateCollection')
  expect(made).toContainEqual([
    'updateCollection',
    'groups',
    {
      CreateIndexes: [
        {
          IndexName: 'by_code',
          MgoKeySchema: { MgoIndexKeys: [{ Name: 'code', Direction: '1' }], MgoIsUnique: true },
        },
      ],
    },
  ])
  const again = await run('collections', ['by_code'])
  expect(again.calls.filter(([name]) => name === 'updateCollection')).toHaveLength(made.length - 1)
})

test('collections without a rule are closed to clients, functions that are not for them too', async () => {
  const { calls } = await run('rules')
  const options = calls.map(([, option]) => option)
  expect(options).toContainEqual({ resourceType: 'collection', resource: 'orders', permission: 'ADMINONLY' })
  expect(options).toContainEqual({
    ...{ resourceType: 'collection', resource: 'leader_live', permission: 'CUSTOM' },
    securityRule: '{"read":"doc.owner == auth.openid","write":false}',
  })
  expect(options.at(-1)).toEqual({
    ...{ resourceType: 'function', permission: 'CUSTOM' },
    securityRule: '{"*":{"invoke":true},"worker":{"invoke":false}}',
  })
})

test.each<[string, (values: Record<string, unknown>) => unknown, string]>([
  ['nothing', () => undefined, 'default export: '],
  ['a wrong AppID', (values) => ({ ...values, appId: 'touristappid' }), 'appId: an AppID is "wx" and 16 hex digits'],
  ['a key too many', (values) => ({ ...values, secretKey: 'x' }), 'Unrecognized key: "secretKey"'],
  [
    'a field of another kind',
    (values) => ({ ...values, templates: { redPacketFields: ['thing1', 'amount2', 'time3'] } }),
    'templates.redPacketFields.2: a field of kind thing',
  ],
  ['http', (values) => ({ ...values, pictures: 'http://a.b/c' }), 'pictures: an https address'],
  [
    'a merchant in letters',
    (values) => ({ ...values, pay: { subMchId: 'me' } }),
    'pay.subMchId: a merchant number has',
  ],
])('an environment with %s says which key and what was expected', (_title, change, message) => {
  expect(() => checkEnvironment(change({ ...example }), 'config/environments/x.ts')).toThrow(
    expect.objectContaining({ message: expect.stringContaining(message) }),
  )
})

test('secrets in a file: comments, line ends in a value', () => {
  expect(parseSecrets('# mine\n\nTENCENT_SECRET_ID = a=b\nUPLOAD_KEY=one\\ntwo\r\n', 'x.secrets')).toEqual({
    TENCENT_SECRET_ID: 'a=b',
    UPLOAD_KEY: 'one\ntwo',
  })
})

test.each([
  ['no name', 'x.secrets:2: expected NAME=value'],
  ['SOMETHING=else', 'x.secrets:2: expected NAME=value with NAME one of TENCENT_SECRET_ID'],
  ['UPLOAD_KEY=@no/such/file.key', 'x.secrets:2: there is no file no/such/file.key'],
])('a line "%s" is refused with its number', (line, message) => {
  expect(() => parseSecrets(`\n${line}\n`, 'x.secrets')).toThrow(message)
})

test.each([
  [[], 'Which environment?'],
  [['--env'], 'Which environment?'],
  [['--env', 'x', '--dry'], '"--dry" is not understood'],
  [
    ['--env', 'x', '--only', 'function'],
    '--only knows collections, functions, rules, web, miniprogram; not "function"',
  ],
])('arguments %j say what was expected', (args, message) => {
  expect(() => readDeployArguments(args)).toThrow(message)
})

test('arguments', () => {
  expect(readDeployArguments(['--env', 'x', '--dry-run', '--only', 'rules,web'])).toEqual({
    env: 'x',
    dryRun: true,
    only: ['rules', 'web'],
  })
})
