import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { cacheDir, root } from '../../../../config/tasks/paths'

export interface WxNames {
  methods: string[]
  properties: string[]
}

const TYPINGS = join(root, 'node_modules/miniprogram-api-typings')

/** Everything `wx` has by its published types. Read once for a version of them, and kept in the cache. */
export function wxNames(): WxNames {
  const { version } = JSON.parse(readFileSync(join(TYPINGS, 'package.json'), 'utf8')) as { version: string }
  const key = createHash('sha256').update(version).update(readFileSync(__filename)).digest('hex').slice(0, 16)
  const cache = join(cacheDir, 'weapp', `wx-names-${key}.json`)
  if (existsSync(cache)) return JSON.parse(readFileSync(cache, 'utf8')) as WxNames
  const names = readNames(join(TYPINGS, 'types/wx/lib.wx.api.d.ts'))
  mkdirSync(dirname(cache), { recursive: true })
  writeFileSync(cache, JSON.stringify(names))
  return names
}

function readNames(file: string): WxNames {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  const methods = new Set<string>()
  const properties = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === 'Wx') {
      for (const member of node.members) {
        if (!member.name || !ts.isIdentifier(member.name)) continue
        const name = member.name.text
        if (ts.isMethodSignature(member)) methods.add(name)
        else properties.add(name)
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  if (methods.size === 0) throw new Error(`${file} declares no interface Wx`)
  return { methods: [...methods], properties: [...properties] }
}
