import { Image, View } from '@tarojs/components'
import { Icon } from '../icon'
import { pictureOf } from '../pictures'
import './index.scss'

export interface AvatarProps {
  /** Key of the picture. */
  name: string
  size?: 24 | 28 | 44 | 52
  className?: string
}

const TINTS = 3
const tint = (name: string) => [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % TINTS

/** A round portrait. */
export function Avatar({ name, size = 24, className = '' }: AvatarProps) {
  const src = pictureOf('avatars', name)
  return (
    <View className={`avatar avatar--s${size} avatar--${tint(name)} ${className}`}>
      {src ? (
        <Image className="avatar__image" src={src} mode="aspectFit" />
      ) : (
        <Icon name="user" className="avatar__mark" />
      )}
    </View>
  )
}

/** Up to five portraits, overlapping. */
export function AvatarRow({ names }: { names: string[] }) {
  return (
    <View className="avatar-row">
      {names.slice(0, 5).map((name, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: neighbours may share a portrait, and the row is redrawn whole
        <Avatar key={index} name={name} className="avatar-row__one" />
      ))}
    </View>
  )
}
