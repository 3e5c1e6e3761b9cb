import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultPlan } from '../../src/domain/plan/plan'
import { root } from '../tasks/paths'

const page = readFileSync(join(root, 'docs/incentives.md'), 'utf8')
const domain = join(root, 'src/domain')

test('the page has every default', () => {
  expect(JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] as string)).toEqual(defaultPlan)
})

test('files that the page names are there', () => {
  const named = [...page.matchAll(/`([\w/]+\.(?:ts|md))`/g)].map((match) => match[1] as string)
  expect(named.length).toBeGreaterThan(20)
  // Those of settlement are named by themselves where the way from orders to statements is told.
  expect(named.filter((file) => ![file, `settlement/${file}`].some((one) => existsSync(join(domain, one))))).toEqual([])
})

test('what the code names of the page is there', () => {
  const files = readdirSync(domain, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const names = files.flatMap((file) =>
    [...readFileSync(join(domain, file), 'utf8').matchAll(/incentives\.md,[\s*]+"([^"]+)"/g)].map((match) => match[1]),
  )
  const plain = page.replace(/\s+/g, ' ')
  expect(names.length).toBeGreaterThan(15)
  expect(names.filter((name) => !plain.includes(`## ${name}`) && !plain.includes(`**${name}**`))).toEqual([])
})
