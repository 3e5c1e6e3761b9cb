import type Element from 'miniprogram-automator/out/Element'
import type { Person } from './person'
import { makeStage, onHost, type Stage } from './stage'

/** People who read with large text, and people who listen. */

const LARGE = 1.4

let stage: Stage
beforeAll(async () => {
  stage = await makeStage()
})
afterAll(() => stage.close())

const group = () => `/pages/group/index?id=${stage.world.groupId}`

async function only(person: Person, selector: string) {
  const element = await (await person.page()).$(selector)
  if (!element) throw new Error(`there is no ${selector}`)
  return element
}

onHost.each([
  ['the title of a page', '.nav-bar__title', 18],
  ['what is said in no size of its own', '.leader-note__text', 14],
])('%s is as large as its reader has chosen in WeChat', async (_what, selector, drawn) => {
  const sizeFor = async (textScale: number) => {
    const person = await stage.open('chen', group(), { textScale })
    await person.see('红富士苹果')
    return Number.parseFloat(await (await only(person, selector)).style('font-size'))
  }
  expect(await sizeFor(1)).toBeCloseTo(drawn, 1)
  expect(await sizeFor(LARGE)).toBeCloseTo(drawn * LARGE, 1)
  // Beyond what pages are laid out for it grows no more, and it never shrinks.
  expect(await sizeFor(2)).toBeCloseTo(drawn * LARGE, 1)
  expect(await sizeFor(0.9)).toBeCloseTo(drawn, 1)
})

test('who listens is told what can be pressed, and what has no words', async () => {
  const person = await stage.open(await stage.neighbour(), group())
  await person.see('红富士苹果')
  const told = async (selector: string) => {
    const element = await only(person, selector)
    return [await element.attribute('aria-role'), await element.attribute('aria-label')]
  }
  expect(await told('.nav-bar__back')).toEqual(['button', '返回'])
  expect(await told('.stepper__touch--plus')).toEqual(['button', '增加红富士苹果'])
  expect(await told('.buy-bar__go')).toEqual(['button', ''])
})

test('who listens is told what is chosen', async () => {
  const ops = await stage.open('ops', '/ops/pages/campaign-new/index')
  await ops.see('红富士苹果')
  const mark = async () => {
    const lines: Element[] = await (await ops.page()).$$('.picker__line')
    const all = await Promise.all(lines.map((line) => Promise.all([line.text(), line.attribute('aria-checked')])))
    return all.find(([text]) => text.startsWith('红富士苹果'))?.[1]
  }
  expect(await mark()).toBe('false')
  await ops.press('红富士苹果')
  await ops.see('已选 1 种')
  expect(await mark()).toBe('true')
})
