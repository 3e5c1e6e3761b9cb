import type { WireReply, WireRequest } from '../database/types'
import { APP_ID } from '../functions/caller'
import type { User, Users } from './users'

/**
 * `auth.getUserInfoForAdmin` of node-sdk (`getEndUserInfo`, `queryUserInfo`): a person by uid, or by the name of a
 * platform. A uid that nobody has is answered as somebody anonymous, the rest of its fields empty.
 * @returns `{data}` with the platform's fields, or `{code, message}` when nobody is found on a platform
 */
export function userForAdmin(users: Users, env: string, { uuid, platform, platformId }: WireRequest): WireReply {
  if (typeof uuid === 'string' && uuid !== '') return { data: userInfo(users.get(uuid), uuid, env) }
  const found = platform === 'CUSTOM' ? users.get(String(platformId)) : NAMES.has(platform) && users.named(platformId)
  if (found) return { data: userInfo(found, found._id, env) }
  return { code: 'INVALID_PARAM', message: `there is nobody with ${platform} ${platformId}` }
}

/** Platforms of `queryUserInfo` whose ids are names here. */
const NAMES = new Set<unknown>(['USERNAME', 'EMAIL', 'PHONE'])

function userInfo(user: User | undefined, uid: string, env: string) {
  const {
    openid = '',
    username = '',
    email = '',
    phone,
    anonymous,
    hash,
    createdAt,
    profile = {},
  } = user ?? { anonymous: true }
  const { nickname, name, gender, avatar_url: avatarUrl, picture } = profile
  return {
    uid,
    uuid: uid,
    envName: env,
    openId: openid,
    appId: openid === '' ? '' : APP_ID,
    customUserId: user && username + email === '' && phone === undefined && !anonymous ? uid : '',
    isAnonymous: anonymous === true,
    username,
    hasPassword: hash !== undefined,
    nickName: nickname ?? name ?? '',
    gender: gender ?? '',
    avatarUrl: avatarUrl ?? picture ?? '',
    country: '',
    province: '',
    city: '',
    email,
    wxOpenid: openid,
    wxOpenId: openid,
    wxUnionId: '',
    wxPublicId: '',
    qqMiniOpenId: '',
    createTime: createdAt ?? 0,
    updateTime: createdAt ?? 0,
  }
}
