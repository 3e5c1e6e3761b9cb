import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { missingEntries, platformOf } from './lock.mjs'

const lock = JSON.parse(readFileSync(join(__dirname, '../../package-lock.json'), 'utf8'))

describe('lock file', () => {
  it('has an entry for every optional package, so that npm ci takes it on every platform', () => {
    expect(missingEntries(lock.packages).map(([path]) => path)).toEqual([])
  })

  it('notices one that is missing', () => {
    const { 'node_modules/@biomejs/cli-darwin-arm64': _gone, ...rest } = lock.packages
    expect(missingEntries(rest)).toEqual([
      [
        'node_modules/@biomejs/cli-darwin-arm64',
        { version: expect.any(String), cpu: ['arm64'], dev: true, optional: true, os: ['darwin'] },
      ],
    ])
  })

  it('names no registry', () => {
    const resolved = Object.values(lock.packages as Record<string, { resolved?: string }>).map((p) => p.resolved)
    expect(resolved.filter((url) => url?.startsWith('http'))).toEqual([])
  })

  it.each([
    ['@swc/core-linux-x64-musl', { os: 'linux', cpu: 'x64', libc: 'musl' }],
    ['@swc/core-linux-arm-gnueabihf', { os: 'linux', cpu: 'arm', libc: 'glibc' }],
    ['@biomejs/cli-win32-arm64', { os: 'win32', cpu: 'arm64', libc: undefined }],
    ['left-pad', { os: undefined, cpu: undefined, libc: undefined }],
  ])('reads the platform of %s', (name, platform) => expect(platformOf(name)).toEqual(platform))
})
