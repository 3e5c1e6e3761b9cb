import type { Explanation } from './api'
import { el } from './dom'
import { badge } from './parts'

const WAYS = {
  ids: ['按 _id', 'good'],
  index: ['使用索引', 'good'],
  scan: ['全表扫描', ''],
} as const

/** How a query was carried out, as `explain` tells it. */
export function explanation({ access, index, examined, returned, sorted, advice }: Explanation): HTMLElement {
  const [way, className] = WAYS[access]
  return el(
    'p',
    { className: 'explanation' },
    badge(index === undefined ? way : `${way} ${index}`, examined > 2 * returned + 20 ? 'warn' : className),
    `读了 ${examined.toLocaleString('zh-CN')} 条，返回 ${returned.toLocaleString('zh-CN')} 条`,
    sorted ? '，另行排序' : '',
    advice ? el('span', {}, '；建议索引 ', el('code', {}, JSON.stringify(advice.keys))) : null,
  )
}
