import { ask, type Doc, type DocumentsPage, withQuery } from './api'
import { confirmed } from './dialog'
import { editDocument } from './document'
import { type Child, el } from './dom'
import { explanation } from './explanation'
import { attempt, button, empty, failed, field, table, title, toast } from './parts'
import { split } from './split'
import { linkTo, type View } from './view'

interface Asked {
  where: string
  orderBy: string
  limit: number
  skip: number
}

const FRESH: Asked = { where: '', orderBy: '', limit: 50, skip: 0 }
const LIMITS = [20, 50, 100, 500]

/** What was asked of each collection last. */
const asked = new Map<string, Asked>()

/** Collections of the emulator itself, whose names begin with an underscore: to look at, and last in the list. */
const isOwn = (name: string): boolean => name.startsWith('_')

export const dataView: View = {
  name: '数据库',
  async show({ item, refresh }) {
    const collections = await ask<{ name: string; documents: number }[]>('collections')
    collections.sort((a, b) => Number(isOwn(a.name)) - Number(isOwn(b.name)) || (a.name < b.name ? -1 : 1))
    if (collections.length === 0 && item === '') {
      return [title('数据库'), empty('还没有集合：函数第一次写入时会建立。')]
    }
    return split({
      heading: '数据库',
      list: collections.map(({ name, documents }) => ({
        key: name,
        href: linkTo('data', name),
        text: name,
        soft: isOwn(name),
        note: el('span', { className: 'soft' }, documents.toLocaleString('zh-CN')),
      })),
      chosen: item,
      back: linkTo('data'),
      content: item === '' ? [] : await collection(item, refresh),
    })
  },
}

async function collection(name: string, refresh: () => Promise<void>): Promise<Child[]> {
  const now = asked.get(name) ?? FRESH
  const go = (change: Partial<Asked>) => {
    asked.set(name, { ...now, skip: 0, ...change })
    return refresh()
  }
  const query = {
    collection: name,
    query: now.where || '{}',
    sort: now.orderBy || '{"_id":1}',
    limit: now.limit,
    skip: now.skip,
  }
  const found = await ask<DocumentsPage>(withQuery('documents', query)).catch((error: Error) => error.message)
  const add = button('新建', () => editDocument(name, undefined, refresh))
  const actions = [isOwn(name) ? null : [add, importer(name, refresh)], exporter(name)]
  return [
    title(name, actions),
    queryForm(now, go),
    typeof found === 'string' ? failed(found) : results(name, found, go, refresh),
  ]
}

function queryForm(now: Asked, go: (change: Partial<Asked>) => Promise<void>): HTMLElement {
  const input = (value: string, placeholder: string) =>
    el('input', { value, placeholder, className: 'mono', spellcheck: false, autocomplete: 'off' })
  const where = input(now.where, '{"state": "paid", "price": {"$gte": 100}}')
  const orderBy = input(now.orderBy, '{"createdAt": -1}')
  const limit = el(
    'select',
    {},
    LIMITS.map((one) => el('option', { value: String(one), selected: one === now.limit }, String(one))),
  )
  const run = el('button', { className: 'primary' }, '查询')
  const form = el(
    'form',
    { className: 'query' },
    field('where', where, 'wide'),
    field('orderBy', orderBy),
    field('limit', limit),
    run,
  )
  form.onsubmit = (event) => {
    event.preventDefault()
    void attempt(run, () => go({ where: where.value, orderBy: orderBy.value, limit: Number(limit.value) }))
  }
  return form
}

function results(
  name: string,
  found: DocumentsPage,
  go: (change: Partial<Asked>) => Promise<void>,
  refresh: () => Promise<void>,
): Child[] {
  const { documents, total, skip, page } = found
  const columns = [
    { title: '_id', className: 'id mono', cell: (one: Doc) => String(one._id) },
    { title: '内容', className: 'cut mono', cell: ({ _id, ...rest }: Doc) => JSON.stringify(rest) },
  ]
  const turn = (text: string, to: number, enabled: boolean) => {
    const made = button(text, () => go({ skip: to }))
    made.disabled = !enabled
    return made
  }
  return [
    explanation(found.explanation),
    documents.length > 0
      ? table(columns, documents, (one) => editDocument(name, one, refresh, isOwn(name)))
      : empty(total > 0 ? '这一页没有文档' : '没有符合的文档'),
    el(
      'div',
      { className: 'pages' },
      el('span', { className: 'soft' }, `共 ${total.toLocaleString('zh-CN')} 条`),
      turn('上一页', Math.max(skip - page, 0), skip > 0),
      turn('下一页', skip + page, skip + page < total),
    ),
  ]
}

function exporter(name: string): HTMLElement {
  return button('导出', async () => {
    const { lines } = await ask<{ lines: string }>(withQuery('documents/lines', { collection: name }))
    const url = URL.createObjectURL(new Blob([lines], { type: 'application/jsonl' }))
    el('a', { href: url, download: `${name}.jsonl` }).click()
    URL.revokeObjectURL(url)
  })
}

function importer(name: string, refresh: () => Promise<void>): HTMLElement {
  const file = el('input', { type: 'file', accept: '.json,.jsonl,application/json', hidden: true })
  file.onchange = () =>
    attempt(null, async () => {
      const [chosen] = file.files ?? []
      file.value = ''
      if (!chosen || !(await confirmed(`把 ${chosen.name} 导入集合 ${name}？_id 相同的文档会被替换。`, '导入'))) return
      const { imported } = await ask<{ imported: number }>('documents/lines', {
        collection: name,
        lines: await chosen.text(),
      })
      toast(`导入了 ${imported} 条`)
      await refresh()
    })
  return el(
    'span',
    {},
    button('导入', () => file.click()),
    file,
  )
}
