import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import type { Database } from '../database/types'

export const USERS = '_users'

/** A person who can sign in. `_id` is the uid. */
export interface User {
  _id: string
  username?: string
  openid?: string
  anonymous?: boolean
  salt?: string
  hash?: string
  createdAt: number
  profile?: Profile
}

/** What a person says of himself, with the web SDK's names. */
export type Profile = Partial<Record<(typeof PROFILE_FIELDS)[number], string>>

export const PROFILE_FIELDS = ['name', 'nickname', 'gender', 'avatar_url', 'description', 'picture'] as const

export interface NewUser {
  username: string
  password: string
  openid: string
  /** Made from the username when absent. */
  uid?: string
}

/** The people of the environment. */
export class Users {
  constructor(
    private readonly database: Database,
    private readonly now: () => number,
  ) {}

  get(uid: string): User | undefined {
    return this.database.get(USERS, uid) as unknown as User | undefined
  }

  /** Adds people; one whose username is known is changed to what is given. */
  async add(users: NewUser[]): Promise<void> {
    const fresh: Record<string, unknown>[] = []
    const changes: Promise<number>[] = []
    for (const { username, password, openid, uid } of users) {
      const known = this.byUsername(username)
      const salt = randomBytes(8).toString('hex')
      const fields = { username, openid, salt, hash: hashOf(password, salt) }
      if (known) changes.push(this.database.update(USERS, { _id: known._id }, { $set: fields }))
      else fresh.push({ _id: uid ?? `u_${username}`, createdAt: this.now(), ...fields })
    }
    if (fresh.length > 0) await this.database.insert(USERS, fresh)
    await Promise.all(changes)
  }

  /** The person, if name and password fit. */
  check(username: unknown, password: unknown): User | undefined {
    const user = this.named(username)
    return user && this.hasPassword(user, password) ? user : undefined
  }

  named(username: unknown): User | undefined {
    return typeof username === 'string' ? this.byUsername(username) : undefined
  }

  /** Somebody who gave no name. */
  async addAnonymous(): Promise<User> {
    const user: User = { _id: randomUUID(), anonymous: true, createdAt: this.now() }
    await this.database.insert(USERS, [user as unknown as Record<string, unknown>])
    return user
  }

  /** The person a custom ticket names; made when new. The uid is the ticket's, and the openid too. */
  async forTicket(uid: string): Promise<User> {
    const known = this.get(uid)
    if (known) return known
    const user: User = { _id: uid, openid: uid, createdAt: this.now() }
    await this.database.insert(USERS, [user as unknown as Record<string, unknown>])
    return user
  }

  async describe(uid: string, profile: Profile): Promise<void> {
    const fields = Object.entries(profile).map(([name, value]) => [`profile.${name}`, value])
    if (fields.length > 0) await this.database.update(USERS, { _id: uid }, { $set: Object.fromEntries(fields) })
  }

  /** Gives a person another name. Resolves with false when somebody else has it. */
  async rename(uid: string, username: string): Promise<boolean> {
    const known = this.byUsername(username)
    if (known && known._id !== uid) return false
    await this.database.update(USERS, { _id: uid }, { $set: { username } })
    return true
  }

  hasPassword(user: User, password: unknown): boolean {
    if (!user.hash || !user.salt || typeof password !== 'string') return false
    return timingSafeEqual(Buffer.from(hashOf(password, user.salt)), Buffer.from(user.hash))
  }

  async setPassword(uid: string, password: string): Promise<void> {
    const salt = randomBytes(8).toString('hex')
    await this.database.update(USERS, { _id: uid }, { $set: { salt, hash: hashOf(password, salt) } })
  }

  async remove(uid: string): Promise<void> {
    await this.database.remove(USERS, { _id: uid })
  }

  isTaken(username: string): boolean {
    return this.byUsername(username) !== undefined
  }

  private byUsername(username: string): User | undefined {
    return this.database.find(USERS, { username }, { limit: 1 })[0] as unknown as User | undefined
  }
}

/** Passwords of an emulator are play passwords: one salted hash, so that thousands of people are added in a moment. */
function hashOf(password: string, salt: string): string {
  return createHash('sha256').update(`${salt}\n${password}`).digest('hex')
}
