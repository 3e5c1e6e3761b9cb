import { View } from '@tarojs/components'
import { useMemo } from 'react'
import { renderSVG } from 'uqr'

/** The QR code as a background: a mini-program has no inline SVG. */
function picture(code: string): string {
  const svg = renderSVG(code, { border: 0, blackColor: '#18211D' })
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`
}

/** The code to show at the pick-up point: as a picture and in digits. */
export function CollectCode({ code, place }: { code: string; place: string }) {
  const image = useMemo(() => picture(code), [code])
  return (
    <View className="card collect-code">
      <View className="collect-code__title">取货码</View>
      <View className="collect-code__picture" style={{ backgroundImage: image }} />
      <View className="collect-code__digits num">
        {code.slice(0, 4)} {code.slice(4)}
      </View>
      <View className="muted">到{place}给团长扫一扫，或报数字</View>
    </View>
  )
}
