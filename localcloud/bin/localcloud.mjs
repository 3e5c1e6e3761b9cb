#!/usr/bin/env node
import { existsSync } from 'node:fs'

// Functions run in UTC on the platform; a thread cannot have a time zone of its own.
process.env.TZ = 'UTC'

// In the repository the sources are run as they are; a package holds what was built from them.
const sources = new URL('../src/cli.ts', import.meta.url)
const built = new URL('../dist/cli.js', import.meta.url)
if (existsSync(sources)) {
  const { register } = await import('tsx/esm/api')
  register()
  await import(sources.href)
} else if (existsSync(built)) {
  await import(built.href)
} else {
  console.error('localcloud: this package was packed without being built; make it with "npm run pack -w localcloud"')
  process.exit(1)
}
