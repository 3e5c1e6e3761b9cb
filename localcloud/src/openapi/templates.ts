import type { Database } from '../database/types'
import type { ApiAnswer } from './wire'

export const TEMPLATES = '_templates'

/** A template of subscribe messages, as `subscribeMessage.getTemplateList` lists it. */
export interface Template {
  priTmplId: string
  title: string
  /** A line a field: `订单号:{{character_string1.DATA}}`. */
  content: string
  example?: string
  /** 2: one message for each consent; 3: for good. */
  type?: number
}

/** Templates that the mini-program has. While none are set, any id is one. */
export class Templates {
  constructor(private readonly database: Database) {}

  /** From now on there are these templates. @throws Error when one has no id, title or content, or ids repeat */
  async set(templates: Template[]): Promise<void> {
    for (const { priTmplId, title, content } of templates) {
      if (![priTmplId, title, content].every((text) => typeof text === 'string' && text !== '')) {
        throw new Error('templates: each needs priTmplId, title and content')
      }
    }
    const documents = templates.map((one, i) => ({ example: '', type: 2, ...one, _id: one.priTmplId, order: i }))
    if (new Set(documents.map(({ _id }) => _id)).size < documents.length) throw new Error('templates: an id repeats')
    await this.database.remove(TEMPLATES, {})
    if (documents.length > 0) await this.database.insert(TEMPLATES, documents)
  }

  /** subscribeMessage.getTemplateList */
  list(): ApiAnswer {
    const found = this.database.find(TEMPLATES, {}, { sort: { order: 1 } })
    return { errcode: 0, errmsg: 'ok', data: found.map(({ _id, order, ...template }) => template) }
  }

  /** subscribeMessage.deleteTemplate */
  async remove({ pri_tmpl_id: id }: Record<string, unknown>): Promise<ApiAnswer> {
    const removed = typeof id === 'string' && (await this.database.remove(TEMPLATES, { _id: id })) > 0
    return removed ? { errcode: 0, errmsg: 'ok' } : { errcode: 40037, errmsg: 'invalid template_id' }
  }

  /** What is wrong with a message of this template and these fields, when templates are known. */
  wrong(templateId: string, fields: object): ApiAnswer | undefined {
    const template = this.database.get(TEMPLATES, templateId) as (Template & { _id: string }) | undefined
    if (!template) {
      const known = this.database.count(TEMPLATES) > 0
      return known ? { errcode: 40037, errmsg: 'invalid template_id' } : undefined
    }
    const asked = [...template.content.matchAll(/\{\{\s*(\w+)\.DATA\s*\}\}/g)].map(([, name]) => String(name))
    const absent = asked.find((name) => !Object.hasOwn(fields, name))
    return absent === undefined
      ? undefined
      : { errcode: 47003, errmsg: `argument invalid! data.${absent}.value is empty` }
  }
}
