import type { Auth } from './auth'
import { failure } from './failure'
import { PROFILE_FIELDS, type Profile, type User } from './users'

type Body = Record<string, unknown>

/** What the web SDK knows of the person who is signed in. */
export function profileOf(user: User) {
  const { _id, username = '', createdAt, profile } = user
  const created_at = new Date(createdAt).toISOString()
  return { sub: _id, name: username, username, status: 'ACTIVE', created_at, ...profile }
}

/** Changes what a person says of himself, or his name for signing in. */
export async function editProfile(auth: Auth, user: User, body: Body) {
  const given = PROFILE_FIELDS.filter((name) => typeof body[name] === 'string')
  await auth.users.describe(user._id, Object.fromEntries(given.map((name) => [name, body[name]])) as Profile)
  if (typeof body.username === 'string' && !(await auth.users.rename(user._id, body.username))) {
    throw failure(400, 'already_exists', `the username ${body.username} is taken`)
  }
  return profileOf(auth.users.get(user._id) as User)
}

/** A short-lived token for what needs the password once more: changing it, deleting the account. */
export function sudo(auth: Auth, user: User, body: Body) {
  if (!auth.users.hasPassword(user, body.password)) throw failure(400, 'invalid_password', 'the password is wrong')
  return { sudo_token: auth.tokens.issue(user._id, 'sudo') }
}

export async function changePassword(auth: Auth, user: User, body: Body) {
  requireSudo(auth, user, body.sudo_token)
  if (typeof body.new_password !== 'string' || body.new_password === '') {
    throw failure(400, 'invalid_argument', 'new_password is missing')
  }
  await auth.users.setPassword(user._id, body.new_password)
  return {}
}

export async function deleteAccount(auth: Auth, user: User, sudoToken: unknown) {
  requireSudo(auth, user, sudoToken)
  await auth.users.remove(user._id)
  return profileOf(user)
}

function requireSudo(auth: Auth, user: User, token: unknown): void {
  const claims = auth.tokens.verify(token, 'sudo')
  if (claims?.uid !== user._id) throw failure(400, 'permission_denied', 'the sudo token is not valid or has expired')
}
