import type { IncomingMessage } from 'node:http'
import { HttpError, readJson } from '../server/http'
import { type Auth, bearer } from './auth'

type Body = Record<string, unknown>

/** The web SDK's sign-in endpoints, under `/auth/v1/`. */
export async function authRoute(auth: Auth, request: IncomingMessage, path: string): Promise<unknown> {
  if (request.method === 'GET' && path === 'user/me') return profile(auth, request)
  const body = await readJson(request)
  switch (`${request.method} ${path}`) {
    case 'POST signin':
      return signIn(auth, body)
    case 'POST signin/anonymously':
      return auth.credentials(await auth.users.addAnonymous())
    case 'POST signin/custom':
      return await signInWithTicket(auth, body)
    case 'POST token':
      return refresh(auth, body)
    case 'POST revoke':
      await auth.tokens.revoke(body.token, 'access')
      return {}
    case 'POST user/signout':
      await auth.tokens.revoke(bearer(request), 'access')
      return {}
    default:
      throw failure(404, 'unimplemented', `${path} is not emulated`)
  }
}

function signIn(auth: Auth, body: Body) {
  const user = auth.users.check(body.username, body.password)
  if (!user) throw failure(400, 'invalid_username_or_password', 'the username or the password is wrong')
  return auth.credentials(user)
}

async function signInWithTicket(auth: Auth, body: Body) {
  const claims = auth.tokens.verify(body.ticket, 'ticket')
  if (!claims) throw failure(400, 'invalid_grant', 'the ticket is not valid or has expired')
  return auth.credentials(await auth.users.forTicket(claims.uid))
}

function refresh(auth: Auth, body: Body) {
  const claims = auth.tokens.verify(body.refresh_token, 'refresh')
  const user = claims && auth.users.get(claims.uid)
  if (!user) throw failure(400, 'invalid_grant', 'the refresh token is expired or revoked')
  return auth.credentials(user, claims.session)
}

function profile(auth: Auth, request: IncomingMessage) {
  const identity = auth.identify(bearer(request))
  const user = identity && auth.users.get(identity.uid)
  if (!user) throw failure(401, 'unauthenticated', 'the access token is expired or not valid')
  const created_at = new Date(user.createdAt).toISOString()
  return { sub: user._id, name: user.username ?? '', username: user.username ?? '', status: 'ACTIVE', created_at }
}

/** Errors of this endpoint have a shape of their own. */
function failure(status: number, error: string, description: string): HttpError {
  return new HttpError(status, { error, error_code: error, error_description: description })
}
