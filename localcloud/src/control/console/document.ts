import { ask, type Doc } from './api'
import { confirmed, openDialog } from './dialog'
import { el } from './dom'
import { json } from './format'
import { button, toast } from './parts'

/** Shows a document to be read, changed or deleted; without one, a new one. */
export function editDocument(
  collection: string,
  doc: Doc | undefined,
  refresh: () => Promise<void>,
  readOnly = false,
): void {
  const text = el('textarea', {
    className: 'document',
    value: json(doc ?? {}),
    readOnly,
    spellcheck: false,
    ariaLabel: '文档 JSON',
  })
  const done = async (said: string) => {
    dialog.close()
    toast(said)
    await refresh()
  }
  const save = async () => {
    const document = parse(text.value)
    await ask('documents/save', { collection, document, ...(doc ? { id: doc._id } : {}) })
    await done('已保存')
  }
  const remove = async () => {
    if (!(await confirmed(`删除 ${collection} 的文档 ${String(doc?._id)}？不能撤销。`, '删除'))) return
    await ask('documents/remove', { collection, id: doc?._id })
    await done('已删除')
  }
  const actions = readOnly ? [] : [...(doc ? [button('删除', remove, 'danger')] : []), button('保存', save, 'primary')]
  const note = readOnly ? '模拟器自己的集合，只能看。' : '日期写作 {"$date": "2030-01-01T00:00:00Z"}。'
  const heading = doc ? `${collection} · ${String(doc._id)}` : `${collection} · 新文档`
  const dialog = openDialog(heading, [text, el('p', { className: 'soft' }, note)], ...actions)
  if (!readOnly) text.focus()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`不是 JSON：${(error as Error).message}`)
  }
}
