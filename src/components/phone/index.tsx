import { Input } from '@nutui/nutui-react-taro'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { cloud } from '@/cloud'
import { queryClient } from '@/cloud/query'
import type { InputOf } from '@/cloud/types'
import { callKey } from '@/cloud/use-call'
import { useMe } from '@/cloud/use-me'
import { useWork } from '@/cloud/use-work'
import { Button } from '../button'
import { RoundIcon } from '../round-icon'
import { Sheet } from '../sheet'
import { toast, toastFailure } from '../toast'
import './index.scss'

/** The number for pick-up: by WeChat's one tap, or typed. */
export function Phone() {
  const { data: me, error } = useMe()
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const save = useWork({
    mutationFn: (input: InputOf<'account.setPhone'>) => cloud.call('account.setPhone', input),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: callKey('account.signIn') })
      setOpen(false)
    },
    onError: toastFailure,
  })
  const submit = () => {
    if (/^1[3-9]\d{9}$/.test(typed)) save.mutate({ phone: typed })
    else toast('请输入 11 位手机号')
  }
  // Whether there is a number is known with the person.
  const isKnown = me !== undefined || error !== null
  const isOneTap = cloud.face === 'wechat' && !me?.phone
  return (
    <View className="phone">
      <RoundIcon name="smartphone" />
      <View className="grow">
        <View className="phone__title num">{me?.phone ?? '取货手机号'}</View>
        <View className="phone__note">仅核对取货，团长只见后四位</View>
      </View>
      {!isKnown ? null : isOneTap ? (
        <Button
          openType="getPhoneNumber"
          onGetPhoneNumber={({ detail }) => (detail.code ? save.mutate({ code: detail.code }) : setOpen(true))}
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
        <Button size="large" className="phone__save" isBusy={save.isPending} onClick={submit}>
          保存
        </Button>
      </Sheet>
    </View>
  )
}
