#!/usr/bin/env node
import { existsSync } from 'node:fs'

// Functions run in UTC on the platform; a thread cannot have a time zone of its own.
process.env.TZ = 'UTC'

// In the repository the sources are run as they are; a package holds what was built from them.
const sources = new URL('../src/cli.ts', import.meta.url)
if (existsSync(sources)) {
  const { register } = await import('tsx/esm/api')
  register()
  await import(sources.href)
} else {
  await import('../dist/cli.js')
}
