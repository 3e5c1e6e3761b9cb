/** The SDK's parts this door uses; its own types are looser than this. */
export interface Sdk {
  registerHost(host: string): void
  auth(): {
    signInAnonymously(input?: object): Promise<{ error?: unknown }>
    signInWithPassword(input: { username: string; password: string }): Promise<{ error?: unknown }>
    getLoginState(): Promise<unknown>
  }
  callFunction(options: { name: string; data: unknown }): Promise<{ result?: unknown }>
  database(): {
    collection(name: string): {
      where(query: object): {
        watch(options: { onChange(snapshot: { docs: unknown[] }): void; onError(error: unknown): void }): {
          close(): void
        }
      }
    }
  }
}

const config = () => window.LINTUAN ?? { env: 'local-env' }

/** Address of the cloud beside this page, when the page was served with one. */
export function cloudHost(): string | undefined {
  const { cloudPort } = config()
  return cloudPort ? `${window.location.hostname}:${cloudPort}` : undefined
}

interface Opened {
  app: Sdk
  signIn(): Promise<void>
}

let opened: Promise<Opened> | undefined
let session: Promise<Sdk> | undefined
let forgotten = false

async function open(): Promise<Opened> {
  // The SDK is 190 KB compressed: it arrives beside the first paint, not before it.
  const [{ default: cloudbase }, demo] = await Promise.all([
    import('@cloudbase/js-sdk'),
    LINTUAN_DEMO ? import('./demo') : undefined,
  ])
  const person = demo?.person()
  const { env } = config()
  const app = cloudbase.init({
    env,
    // Credentials are kept under this id: people of a demo do not share them, tab beside tab.
    clientId: person ? `${env}-${person}` : env,
    persistence: person ? 'session' : 'local',
  } as Parameters<typeof cloudbase.init>[0]) as unknown as Sdk
  const host = cloudHost()
  if (host) app.registerHost(host)
  const auth = app.auth()
  const signIn = async () => {
    if (demo && person) return demo.signIn(auth, person)
    if (!forgotten && (await auth.getLoginState())) return
    // It resolves with `error` when it fails.
    const { error } = await auth.signInAnonymously()
    if (error) throw error
  }
  return { app, signIn }
}

async function connect(): Promise<Sdk> {
  opened ??= open().catch((error) => {
    opened = undefined
    throw error
  })
  const { app, signIn } = await opened
  await signIn()
  return app
}

/** The signed-in SDK; everybody waits for the same one. After a failure the next caller tries again. */
export function sdk(): Promise<Sdk> {
  session ??= connect().catch((error) => {
    session = undefined
    throw error
  })
  return session
}

/** Makes the next use sign in afresh: the cloud may no longer know the credentials this device keeps. */
export function forgetSession(): void {
  session = undefined
  forgotten = true
}
