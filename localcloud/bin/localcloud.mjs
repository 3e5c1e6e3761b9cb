#!/usr/bin/env node
import { register } from 'tsx/esm/api'

// Functions run in UTC on the platform; a thread cannot have a time zone of its own.
process.env.TZ = 'UTC'
register()
await import('../src/cli.ts')
