import { cloud } from '@/cloud'

/**
 * Address of a picture by its key. Undefined in an app that was built without LINTUAN_PICTURES, which shows marks instead:
 * pictures of all goods are several times as large as the app itself may be.
 */
export const pictureOf = (kind: 'goods' | 'avatars', key: string): string | undefined =>
  cloud.pictureBase ? `${cloud.pictureBase}/${kind}/${key}.png` : undefined
