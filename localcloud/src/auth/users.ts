import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import type { Database } from '../database/types'
import { addressOf } from './verification'

export const USERS = '_users'

/** A person who can sign in. `_id` is the uid. */
export interface User {
  _id: string
  username?: string
  email?: string
  /** With its country: `+86 13800000000`. */
  phone?: string
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
      const fields = { username, openid, ...passwordFields(password) }
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

  /** Who has this username, mail address or phone number. */
  named(name: unknown): User | undefined {
    if (typeof name !== 'string') return undefined
    const address = addressOf(name)
    return this.by({ username: name }) ?? this.by(address.includes('@') ? { email: address } : { phone: address })
  }

  /** A new person with an address that has been verified. */
  async signUp(
    address: { email: string } | { phone: string },
    { username, password }: { username?: unknown; password?: unknown },
  ): Promise<User> {
    const user: User = { _id: randomUUID(), ...address, createdAt: this.now() }
    if (typeof username === 'string') user.username = username
    if (typeof password === 'string') Object.assign(user, passwordFields(password))
    await this.database.insert(USERS, [user as unknown as Record<string, unknown>])
    return user
  }

  async setAddress(uid: string, address: { email: string } | { phone: string }): Promise<void> {
    await this.database.update(USERS, { _id: uid }, { $set: address })
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

  /** Keeps what of these fields a person can say of himself. */
  async describe(uid: string, given: Record<string, unknown>): Promise<void> {
    const names = PROFILE_FIELDS.filter((name) => typeof given[name] === 'string')
    const fields = names.map((name) => [`profile.${name}`, given[name]])
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
    await this.database.update(USERS, { _id: uid }, { $set: passwordFields(password) })
  }

  async remove(uid: string): Promise<void> {
    await this.database.remove(USERS, { _id: uid })
  }

  isTaken(username: string): boolean {
    return this.byUsername(username) !== undefined
  }

  private byUsername(username: string): User | undefined {
    return this.by({ username })
  }

  private by(query: { username: string } | { email: string } | { phone: string }): User | undefined {
    return this.database.find(USERS, query, { limit: 1 })[0] as unknown as User | undefined
  }
}

function passwordFields(password: string) {
  const salt = randomBytes(8).toString('hex')
  return { salt, hash: hashOf(password, salt) }
}

/** Passwords of an emulator are play passwords: one salted hash, so that thousands of people are added in a moment. */
function hashOf(password: string, salt: string): string {
  return createHash('sha256').update(`${salt}\n${password}`).digest('hex')
}
