import { View } from '@tarojs/components'

export interface IconProps {
  /** A name of config/icons.mjs's list. */
  name: string
  className?: string
}

/** An icon in the colour of the text around it. */
export function Icon({ name, className = '' }: IconProps) {
  return <View className={`icon icon-${name} ${className}`} />
}
