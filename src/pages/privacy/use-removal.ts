import { useState } from 'react'
import { cloud } from '@/cloud'
import { queryClient } from '@/cloud/query'
import { seen } from '@/cloud/use-call'
import { confirmed } from '@/components/confirm'
import { goTab, routes } from '@/components/routes'
import { toast, toastFailure } from '@/components/toast'

const QUESTION = {
  title: '注销账号？',
  content: '头像、手机号和通知授权会立即删除，不能恢复。历史订单去掉姓名和手机号后按法律保存。',
  confirmText: '注销',
  isFinal: true,
}

/** Closing the account: asked once more, done once, and afterwards nobody is signed in here. */
export function useRemoval() {
  const [isBusy, setBusy] = useState(false)
  const remove = async () => {
    if (!(await confirmed(QUESTION))) return
    setBusy(true)
    try {
      await cloud.call('account.remove', {})
      queryClient.clear()
      seen.forget()
      toast('账号已注销')
      goTab(routes.home)
    } catch (error) {
      toastFailure(error)
    } finally {
      setBusy(false)
    }
  }
  return { isBusy, remove }
}
