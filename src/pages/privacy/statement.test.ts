import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ITEMS } from './statement'

const root = join(__dirname, '../../..')
const guide = readFileSync(join(root, 'docs/privacy.md'), 'utf8')

/** APIs for which WeChat wants a word in the privacy guide (小程序用户隐私保护指引内容介绍). */
const PRIVATE =
  /\b(getPhoneNumber|scanCode|getLocation|chooseLocation|chooseAddress|getUserProfile|chooseMedia|chooseImage|saveImageToPhotosAlbum|getClipboardData|chooseContact|startRecord|getWeRunData|chooseInvoiceTitle)\b/g

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [readFileSync(path, 'utf8')] : []
  })
}

test('what the app tells people is what the guide tells WeChat', () => {
  for (const { what } of ITEMS) expect(guide).toContain(`| ${what} |`)
})

test('every private API the app uses has its row in the guide', () => {
  const used = new Set(sources(join(root, 'src')).flatMap((text) => text.match(PRIVATE) ?? []))
  expect([...used].sort()).toEqual(['getPhoneNumber', 'scanCode'])
  for (const api of used) expect(guide).toContain(`\`${api}\``)
})
