import type { Auth } from './auth'
import { failure } from './failure'
import { changeAddress } from './sign-up'
import type { User } from './users'
import { addressIn, textOf } from './verification'

type Body = Record<string, unknown>

/** What the web SDK knows of the person who is signed in. */
export function profileOf(user: User) {
  const { _id, username = '', email, phone, createdAt, profile } = user
  const created_at = new Date(createdAt).toISOString()
  const addresses = {
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone_number: phone }),
  }
  return { sub: _id, name: username, username, ...addresses, status: 'ACTIVE', created_at, ...profile }
}

/** Changes what a person says of himself, or his name for signing in, or an address that has been verified. */
export async function editProfile(auth: Auth, user: User, body: Body) {
  if (body.email !== undefined || body.phone_number !== undefined) await changeAddress(auth, user, body)
  await auth.users.describe(user._id, body)
  if (typeof body.username === 'string' && !(await auth.users.rename(user._id, body.username))) {
    throw failure(400, 'already_exists', `the username ${body.username} is taken`)
  }
  return profileOf(auth.users.get(user._id) as User)
}

/** A mail address or phone number in the place of the one before. */
export async function bindContact(auth: Auth, user: User, body: Body) {
  requireSudo(auth, user, body.sudo_token)
  auth.verifications.require(textOf(addressIn(body)), body.verification_token)
  await changeAddress(auth, user, body)
  return {}
}

/** A short-lived token for what needs the password, or a code, once more: changing it, deleting the account. */
export function sudo(auth: Auth, user: User, body: Body) {
  if (body.verification_token !== undefined) {
    auth.verifications.require([user.email, user.phone], body.verification_token)
  } else if (!auth.users.hasPassword(user, body.password))
    throw failure(400, 'invalid_password', 'the password is wrong')
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
