import type { InputOf } from '@/cloud/types'

type Params = Partial<Record<string, string>>

export interface Landing {
  /** Which group is opened: by its id, or by its short code. */
  group: InputOf<'group.open'>
  /** Who or what brought somebody here; nothing when he came from within the app. */
  touch?: Omit<InputOf<'group.touch'>, 'groupId'>
}

const text = (value: string | undefined) => (value ? decodeURIComponent(value) : undefined)

/**
 * What a link or a code says. Links: `id` or `code` of the group, `from` (code of who shares), `ch` (channel). A
 * mini-program code has 32 characters for all: `GROUP`, `GROUP-FROM` or `GROUP-FROM-POSTER`.
 */
export function landingOf(params: Params): Landing {
  const scene = text(params.scene)
  if (scene !== undefined) {
    const [code = '', from, poster] = scene.split('-')
    return { group: { code }, touch: { via: 'poster', scene, ...given({ from, poster }) } }
  }
  const [id, code, from] = [text(params.id), text(params.code), text(params.from)]
  const group = id === undefined ? { code: code ?? '' } : { groupId: id }
  if (code === undefined && from === undefined) return { group }
  return { group, touch: { via: 'link', ...given({ from, channel: text(params.ch) }) } }
}

/** Those that say something. */
function given<T extends Record<string, string | undefined>>(all: T): Partial<Record<keyof T, string>> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value)) as Partial<Record<keyof T, string>>
}
