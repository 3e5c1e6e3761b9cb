import type { Sdk } from '../session.h5'

const KEY = 'lintuan-demo-as'
const PASSWORD = 'demo'

/** Who this tab is: named by `?as=` in the address once, remembered by the tab. */
export function person(): string | undefined {
  const named = new URLSearchParams(window.location.search).get('as')
  if (named) window.sessionStorage.setItem(KEY, named)
  return window.sessionStorage.getItem(KEY) ?? undefined
}

/** Signs a demo person in by name. Throws when the cloud does not know him. */
export async function signIn(auth: ReturnType<Sdk['auth']>, username: string): Promise<void> {
  const { error } = await auth.signInWithPassword({ username, password: PASSWORD })
  if (error) throw error
}
