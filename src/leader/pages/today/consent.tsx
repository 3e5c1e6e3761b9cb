import { View } from '@tarojs/components'
import { useState } from 'react'
import { cloud } from '@/cloud'
import { Button } from '@/components/button'
import { Icon } from '@/components/icon'
import { newRequestId } from '@/components/request-id'
import { toast, toastFailure } from '@/components/toast'

/** Asks for one message when a red packet lands; only WeChat can send it. */
export function Consent({ templateId }: { templateId: string | undefined }) {
  const [isDone, setDone] = useState(false)
  if (!templateId || isDone || cloud.face !== 'wechat') return null
  const ask = async () => {
    try {
      const templateIds = await cloud.consent([templateId])
      if (templateIds.length === 0) return toast('没有同意，先不提醒')
      await cloud.call('account.consent', { requestId: newRequestId(), templateIds })
      setDone(true)
      toast('下一个红包到了会提醒你')
    } catch (error) {
      toastFailure(error)
    }
  }
  return (
    <View className="card consent">
      <Icon name="bell" className="consent__icon" />
      <View className="grow">下一个红包到了，提醒我一次</View>
      <Button look="tint" onClick={() => void ask()}>
        提醒我
      </Button>
    </View>
  )
}
