import type { Auth } from './auth'
import { failure } from './failure'
import type { User } from './users'
import { addressIn, addressOf, textOf } from './verification'

type Body = Record<string, unknown>

/** `{email | phone_number, target?}`: a code for the address; `target` says who it must or must not belong to. */
export async function sendCode(auth: Auth, body: Body) {
  const to = textOf(addressIn(body))
  const known = auth.users.named(to) !== undefined
  if (body.target === 'USER' && !known) throw nobody(to)
  if (body.target === 'NOT_USER' && known) throw taken(to)
  const verification_id = await auth.verifications.send(to)
  return { verification_id, is_user: known, expires_in: auth.verifications.expiresInS }
}

/** `{verification_id, verification_code}` */
export async function verifyCode(auth: Auth, body: Body) {
  const verification_token = await auth.verifications.verify(body.verification_id, body.verification_code)
  return { verification_token, expires_in: auth.verifications.expiresInS }
}

/** `{email | phone_number, verification_token, password?, username?, …}`: a new person, who is signed in. */
export async function signUp(auth: Auth, body: Body) {
  const address = addressIn(body)
  auth.verifications.require(textOf(address), body.verification_token)
  const { username, password } = body
  for (const name of [textOf(address), username]) {
    if (typeof name === 'string' && auth.users.named(name)) throw taken(name)
  }
  const user = await auth.users.signUp(address, { username, password })
  await auth.users.describe(user._id, body)
  return auth.credentials(user)
}

/** `{username, verification_token}`: who has the address is signed in. */
export function signInVerified(auth: Auth, { username, verification_token }: Body) {
  const to = addressOf(String(username))
  auth.verifications.require(to, verification_token)
  const user = auth.users.named(to)
  if (!user) throw nobody(to)
  return auth.credentials(user)
}

/** `{email | phone_number, verification_token, new_password}` */
export async function resetPassword(auth: Auth, body: Body) {
  const to = textOf(addressIn(body))
  auth.verifications.require(to, body.verification_token)
  const user = auth.users.named(to)
  if (!user) throw nobody(to)
  if (typeof body.new_password !== 'string' || body.new_password === '') {
    throw failure(400, 'invalid_argument', 'new_password is missing')
  }
  await auth.users.setPassword(user._id, body.new_password)
  return {}
}

/** Gives a person an address that has been verified. */
export async function changeAddress(auth: Auth, user: User, body: Body): Promise<void> {
  const address = addressIn(body)
  const to = textOf(address)
  if (body.verification_token !== undefined) auth.verifications.require(to, body.verification_token)
  else if (!auth.verifications.wasVerified(to)) throw failure(400, 'permission_denied', `${to} has not been verified`)
  const other = auth.users.named(to)
  if (other && other._id !== user._id) throw taken(to)
  await auth.users.setAddress(user._id, address)
}

const nobody = (name: string) => failure(404, 'not_found', `there is nobody with ${name}`)
const taken = (name: string) => failure(400, 'already_exists', `${name} is taken`)
