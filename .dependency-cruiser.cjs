/**
 * Dependencies point one way: pages → cloud, contract, domain; cloud functions → contract, domain, common;
 * domain → nothing; localcloud → nothing of ours.
 */
const client = '^src/(app|pages|leader|ops|components|cloud|theme)'
const domainSchemas = '^src/domain/.*schema\\.ts$'
const tests = '\\.(test|run)\\.tsx?$'

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two modules that need each other are one module, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'domain-is-pure',
      comment: 'Rules know no I/O, no clock, no library of the app; shapes of the contract may be named as types.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: [tests, domainSchemas] },
      to: { pathNot: '^src/domain/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-schemas-know-zod',
      comment: 'What reads a file that people write says so with zod, in a schema.ts of its own.',
      severity: 'error',
      from: { path: domainSchemas },
      to: { pathNot: '^src/domain/|^node_modules/zod/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'rules-do-without-schemas',
      comment: 'Rules take what was read; then pages that use them carry no zod.',
      severity: 'error',
      from: { path: ['^src/domain/', client], pathNot: [tests, domainSchemas] },
      to: { path: domainSchemas, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'contract-stands-alone',
      comment: 'The contract is schemas: zod and itself; what the rules call a thing may be named as a type.',
      severity: 'error',
      from: { path: '^src/contract/', pathNot: tests },
      to: { pathNot: '^src/contract/|^node_modules/zod/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'client-takes-types-of-the-contract',
      comment: 'zod must not enter the bundles: the cloud checks, the client shows.',
      severity: 'error',
      from: { path: client, pathNot: tests },
      to: { path: '^src/contract/', pathNot: '^src/contract/version\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'client-knows-no-cloud-code',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(cloudfunctions|localcloud|config|tests)/' },
    },
    {
      name: 'one-door-to-the-cloud',
      comment: 'Pages call the cloud through src/cloud only.',
      severity: 'error',
      from: { path: '^src/(pages|leader|ops|components)/' },
      to: { path: '^node_modules/(@cloudbase|wx-server-sdk)/' },
    },
    {
      name: 'pages-do-not-share-by-reaching-over',
      comment: 'What two areas share belongs in src/components.',
      severity: 'error',
      from: { path: '^src/(pages|leader|ops)/' },
      to: { path: '^src/(pages|leader|ops)/', pathNot: '^src/$1/' },
    },
    {
      name: 'components-below-pages',
      severity: 'error',
      from: { path: '^src/(components|cloud|theme)/' },
      to: { path: '^src/(pages|leader|ops)/' },
    },
    {
      name: 'functions-one-way',
      comment:
        'A cloud function knows the contract, the rules and common; never the app, the emulator or another function.',
      severity: 'error',
      from: { path: '^cloudfunctions/([^/]+)/', pathNot: tests },
      to: {
        pathNot: '^cloudfunctions/($1|common)/|^src/(contract|domain)/|^node_modules/',
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'localcloud-knows-nothing-of-us',
      severity: 'error',
      from: { path: '^localcloud/' },
      to: { path: '^(src|cloudfunctions|config|tests)/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.cache|\\.data)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.weapp.ts', '.h5.ts', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
