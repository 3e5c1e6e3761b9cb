import { Text } from '@tarojs/components'
import { priceParts } from '@/format/money'
import './index.scss'

export interface PriceProps {
  /** fen; negative shows a minus before the sign of the currency. */
  fen: number
  /** Shown before everything, for 「+¥3.46」. */
  prefix?: string
  className?: string
}

/** An amount with small sign and decimals. Size and colour are the surrounding text's. */
export function Price({ fen, prefix = '', className = '' }: PriceProps) {
  const { minus, whole, decimals } = priceParts(fen)
  return (
    <Text className={`price num ${className}`}>
      <Text className="price__small">{`${prefix}${minus ? '−' : ''}¥`}</Text>
      {whole}
      <Text className="price__small">{decimals}</Text>
    </Text>
  )
}
