import type { IncomingMessage } from 'node:http'
import { readJson } from '../server/http'
import { isLoopback } from '../server/local'
import { bindContact, changePassword, deleteAccount, editProfile, profileOf, sudo } from './account'
import { type Auth, bearer } from './auth'
import { failure } from './failure'
import { resetPassword, sendCode, signInVerified, signUp, verifyCode } from './sign-up'
import { uidOfTicket } from './tickets'
import type { User } from './users'

type Body = Record<string, unknown>

interface Request {
  auth: Auth
  body: Body
  params: URLSearchParams
  token: string | undefined
  /** Whether the request comes from this machine. */
  local: boolean
}

type Answer = (request: Request) => unknown

/** The web SDK's sign-in endpoints by method and path; `v2` differs in names only. */
const ROUTES: Record<string, Answer> = {
  'POST signin': signIn,
  'POST signin/username': signIn,
  'POST signin/anonymously': async ({ auth }) => auth.credentials(await auth.users.addAnonymous()),
  'POST signin/custom': signInWithTicket,
  'POST verification': ({ auth, body }) => sendCode(auth, body),
  'POST verification/verify': ({ auth, body }) => verifyCode(auth, body),
  'POST signup': ({ auth, body }) => signUp(auth, body),
  'POST reset': ({ auth, body }) => resetPassword(auth, body),
  'POST token': refresh,
  'POST revoke': ({ auth, body }) => signOut(auth, body.token),
  'POST user/signout': ({ auth, token }) => signOut(auth, token),
  'GET user/me': (request) => profileOf(caller(request)),
  'PATCH user/profile': (request) => editProfile(request.auth, caller(request), request.body),
  'POST user/basic/edit': (request) => editProfile(request.auth, caller(request), request.body),
  'POST user/sudo': (request) => sudo(request.auth, caller(request), request.body),
  'PATCH user/password': (request) => changePassword(request.auth, caller(request), request.body),
  'PATCH user/contact': (request) => bindContact(request.auth, caller(request), request.body),
  'DELETE user/me': (request) => deleteAccount(request.auth, caller(request), request.params.get('sudo_token')),
  // Other ways of signing in are not emulated: nobody has any bound.
  'GET user/provider': (request) => ({ total: 0, data: caller(request) && [] }),
  'GET checkIfUserExist': ({ auth, params }) => ({ exist: auth.users.isTaken(params.get('username') ?? '') }),
}

/** Answers a request under `/auth/v1/` or `/auth/v2/`. */
export async function authRoute(auth: Auth, request: IncomingMessage, url: URL): Promise<unknown> {
  const target = `${request.method} ${url.pathname.replace(/^\/auth\/v\d\//, '')}`
  const answer = ROUTES[target]
  if (!answer) throw failure(404, 'unimplemented', `${target} is not emulated`)
  const body = request.method === 'GET' ? {} : await readJson(request)
  return await answer({ auth, body, params: url.searchParams, token: bearer(request), local: isLoopback(request) })
}

function signIn({ auth, body }: Request) {
  if (body.verification_token !== undefined) return signInVerified(auth, body)
  const user = auth.users.check(body.username, body.password)
  if (!user) throw failure(400, 'invalid_username_or_password', 'the username or the password is wrong')
  return auth.credentials(user)
}

async function signInWithTicket({ auth, body, local }: Request) {
  const uid = uidOfTicket(auth.tokens, body.ticket, local)
  if (uid === undefined) throw failure(400, 'invalid_grant', 'the ticket is not valid or has expired')
  return auth.credentials(await auth.users.forTicket(uid))
}

function refresh({ auth, body }: Request) {
  const claims = auth.tokens.verify(body.refresh_token, 'refresh')
  const user = claims && auth.users.get(claims.uid)
  if (!user) throw failure(400, 'invalid_grant', 'the refresh token is expired or revoked')
  return auth.credentials(user, claims.session)
}

function caller({ auth, token }: Request): User {
  const identity = auth.identify(token)
  const user = identity && auth.users.get(identity.uid)
  if (!user) throw failure(401, 'unauthenticated', 'the access token is expired or not valid')
  return user
}

async function signOut(auth: Auth, token: unknown) {
  await auth.tokens.revoke(token, 'access')
  return {}
}
