import type { IncomingMessage } from 'node:http'
import { HttpError } from '../server/http'
import { ACCESS_TOKEN_S, type TokenKind, type Tokens } from './tokens'
import type { User, Users } from './users'
import type { Verifications } from './verification'

/** A signed-in client. */
export interface Identity {
  uid: string
  openid?: string
  anonymous?: boolean
  /** How the person signed in, as security rules see it: USERNAME, EMAIL, PHONE, CUSTOM or ANONYMOUS. */
  loginType?: string
}

/** Sign-in, sign-out, and who sends a request. */
export class Auth {
  constructor(
    readonly users: Users,
    readonly tokens: Tokens,
    readonly verifications: Verifications,
  ) {}

  /** What the web SDK stores after a sign-in. */
  credentials(user: User, session?: string) {
    const access_token = this.tokens.issue(user._id, 'access', session)
    const opened = this.tokens.verify(access_token, 'access')?.session
    return {
      token_type: 'Bearer',
      access_token,
      refresh_token: this.tokens.issue(user._id, 'refresh', opened),
      expires_in: ACCESS_TOKEN_S,
      scope: user.anonymous ? 'anonymous' : 'user',
      sub: user._id,
    }
  }

  identify(token: unknown, kind: TokenKind = 'access'): Identity | undefined {
    const claims = this.tokens.verify(token, kind)
    const user = claims && this.users.get(claims.uid)
    if (!user) return undefined
    const identity: Identity = { uid: user._id, loginType: loginTypeOf(user) }
    if (user.openid !== undefined) identity.openid = user.openid
    if (user.anonymous) identity.anonymous = true
    return identity
  }

  /** The sender of a request; a 401 that makes the SDK refresh its token when there is none that is valid. */
  require(request: IncomingMessage): Identity {
    const token = bearer(request)
    if (token === undefined) {
      throw new HttpError(401, { code: 'MISSING_CREDENTIALS', message: 'sign in first: the request carries no token' })
    }
    const identity = this.identify(token)
    if (identity) return identity
    throw new HttpError(401, { code: 'ACCESS_TOKEN_EXPIRED', message: 'the access token is expired or not valid' })
  }
}

function loginTypeOf({ anonymous, username, email, phone }: User): string {
  if (anonymous) return 'ANONYMOUS'
  if (username !== undefined) return 'USERNAME'
  if (email !== undefined) return 'EMAIL'
  return phone === undefined ? 'CUSTOM' : 'PHONE'
}

export function bearer(request: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
}
