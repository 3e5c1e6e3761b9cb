import { Input } from '@nutui/nutui-react-taro'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { cloud } from '@/cloud'
import { queryClient } from '@/cloud/query'
import type { InputOf } from '@/cloud/types'
import { callKey } from '@/cloud/use-call'
import { useMe } from '@/cloud/use-me'
import { Button } from '../button'
import { RoundIcon } from '../round-icon'
import { Sheet } from '../sheet'
import { toast, toastFailure } from '../toast'
import './index.scss'

/** Saves the number; true when saved. */
async function save(input: InputOf<'account.setPhone'>): Promise<boolean> {
  try {
    await cloud.call('account.setPhone', input)
    await queryClient.invalidateQueries({ queryKey: callKey('account.signIn') })
    return true
  } catch (error) {
    toastFailure(error)
    return false
  }
}

/** The number for pick-up: by WeChat's one tap, or typed. */
export function Phone() {
  const { data: me } = useMe()
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [isBusy, setBusy] = useState(false)
  const submit = async () => {
    if (!/^1[3-9]\d{9}$/.test(typed)) toast('请输入 11 位手机号')
    else {
      setBusy(true)
      if (await save({ phone: typed })) setOpen(false)
      setBusy(false)
    }
  }
  const isOneTap = cloud.face === 'wechat' && !me?.phone
  return (
    <View className="phone">
      <RoundIcon name="smartphone" />
      <View className="grow">
        <View className="phone__title num">{me?.phone ?? '取货手机号'}</View>
        <View className="phone__note">仅核对取货，团长只见后四位</View>
      </View>
      {isOneTap ? (
        <Button
          openType="getPhoneNumber"
          onGetPhoneNumber={({ detail }) => (detail.code ? void save({ code: detail.code }) : setOpen(true))}
        >
          一键填写
        </Button>
      ) : (
        <Button look={me?.phone ? 'tint' : 'primary'} onClick={() => setOpen(true)}>
          {me?.phone ? '修改' : '填写'}
        </Button>
      )}
      <Sheet isOpen={isOpen} title="取货手机号" onClose={() => setOpen(false)}>
        <Input
          type="number"
          maxLength={11}
          placeholder="11 位手机号"
          value={typed}
          onChange={setTyped}
          className="phone__input"
        />
        <Button size="large" className="phone__save" isBusy={isBusy} onClick={() => void submit()}>
          保存
        </Button>
      </Sheet>
    </View>
  )
}
