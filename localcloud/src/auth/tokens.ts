import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Database } from '../database/types'

export const REVOKED = '_revoked_tokens'

/** Lifetimes in seconds of real time: people stay signed in when the emulated clock is moved. */
export const ACCESS_TOKEN_S = 7200
const LIFETIMES = {
  access: ACCESS_TOKEN_S,
  refresh: 31 * 86_400,
  socket: 300,
  ticket: 600,
  sudo: 600,
  verification: 600,
} as const
/** Verified tokens kept, so that a busy client's token is not checked anew with every request. */
const CACHE_SIZE = 5000

/** What a token is for; one kind is never accepted for another. */
export type TokenKind = keyof typeof LIFETIMES

interface Claims {
  uid: string
  /** The uid again, under the name that clients read. */
  sub: string
  kind: TokenKind
  /** Expiry, s since 1970. */
  exp: number
  /** Random; tokens made from the same sign-in share it, so that a sign-out ends them all. */
  session: string
  /** Random, so that no two tokens are the same. */
  jti: string
}

/** Header of a JSON Web Token: the web SDK takes access tokens apart (`getClaims`). */
const HEADER = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')

/** Signed tokens, JSON Web Tokens. They need no storage and so outlive a restart; only revocations are stored. */
export class Tokens {
  private readonly revoked = new Set<string>()
  private readonly verified = new Map<string, Claims>()

  constructor(
    private readonly database: Database,
    private readonly secret: string,
  ) {
    for (const { _id } of database.find(REVOKED) as { _id: string }[]) this.revoked.add(_id)
  }

  issue(uid: string, kind: TokenKind, session = randomBytes(12).toString('base64url')): string {
    const claims: Claims = {
      uid,
      sub: uid,
      kind,
      exp: realSeconds() + LIFETIMES[kind],
      session,
      jti: randomBytes(6).toString('base64url'),
    }
    const body = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
    return `${body}.${this.sign(body)}`
  }

  /** The claims of a token that is genuine, of the kind, unexpired and not revoked. */
  verify(token: unknown, kind: TokenKind): Claims | undefined {
    if (typeof token !== 'string') return undefined
    const claims = this.verified.get(token) ?? this.read(token)
    if (!claims || claims.kind !== kind || claims.exp <= realSeconds() || this.revoked.has(claims.session))
      return undefined
    return claims
  }

  /** Ends the sign-in that a token belongs to. */
  async revoke(token: unknown, kind: TokenKind): Promise<void> {
    const claims = this.verify(token, kind)
    if (!claims) return
    this.revoked.add(claims.session)
    await this.database.update(REVOKED, { _id: claims.session }, { $set: { exp: claims.exp } }, { upsert: true })
  }

  private read(token: string): Claims | undefined {
    const [header = '', body = '', signature = ''] = token.split('.')
    const expected = Buffer.from(this.sign(`${header}.${body}`))
    const given = Buffer.from(signature)
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims
    if (this.verified.size >= CACHE_SIZE) this.verified.clear()
    this.verified.set(token, claims)
    return claims
  }

  private sign(body: string): string {
    return createHmac('sha256', this.secret).update(body).digest('base64url')
  }
}

const realSeconds = (): number => Math.floor(Date.now() / 1000)
