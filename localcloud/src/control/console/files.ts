import { ask } from './api'
import { confirmed, openDialog } from './dialog'
import { el } from './dom'
import { json, size, time } from './format'
import { button, type Column, code, empty, table, title, toast } from './parts'
import type { View } from './view'

interface FileInfo {
  _id: string
  size: number
  contentType: string
  at: number
  owner?: string
  fileId: string
  url: string
}

/** The link on this page's own host. */
const local = (url: string): string => {
  const { pathname, search } = new URL(url)
  return pathname + search
}

export const filesView: View = {
  name: '云存储',
  live: true,
  async show({ refresh }) {
    const files = await ask<FileInfo[]>('files')
    const remove = async (file: FileInfo) => {
      if (!(await confirmed(`删除文件 ${file._id}？不能撤销。`, '删除'))) return
      await ask('files/remove', { path: file._id })
      toast('已删除')
      await refresh()
    }
    const columns: Column<FileInfo>[] = [
      { title: '路径', className: 'id mono', cell: (file) => file._id },
      { title: '大小', className: 'number', cell: (file) => size(file.size) },
      { title: '类型', className: 'wide-only', cell: (file) => file.contentType },
      { title: '上传者', className: 'wide-only mono', cell: (file) => file.owner ?? '云函数' },
      { title: '时间', className: 'wide-only time', cell: (file) => time(file.at) },
      { title: '', className: 'keep', cell: (file) => button('删除', () => remove(file)) },
    ]
    const open = (file: FileInfo) => {
      const { url, ...rest } = file
      const isPicture = file.contentType.startsWith('image/')
      openDialog(file._id, [
        isPicture && el('img', { src: local(url), alt: file._id }),
        el('p', {}, el('a', { href: local(url), target: '_blank', rel: 'noreferrer' }, '打开文件')),
        code(json(rest)),
      ])
    }
    return [title('云存储'), files.length > 0 ? table(columns, files, open) : empty('还没有文件')]
  },
}
