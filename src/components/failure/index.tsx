import { View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { cloud } from '@/cloud'
import type { CloudError } from '@/cloud/error'
import { Button } from '../button'
import { Icon } from '../icon'
import { Notice } from '../notice'
import { goTab, routes } from '../routes'
import './index.scss'

export interface FailureProps {
  error: CloudError
  onRetry(): void
  isRetrying?: boolean
  /** What is safe in spite of it. */
  text?: string
}

const RETRY_SECONDS = 5

/** What happened, without the number that has a place of its own. */
const sentence = ({ message, reference }: CloudError) => message.replace(`，编号 ${reference}`, '')

/** Counts down and calls; starts again after every retry that failed. */
function useAutoRetry(isOn: boolean, onRetry: () => void): number {
  const [left, setLeft] = useState(RETRY_SECONDS)
  const retry = useRef(onRetry)
  retry.current = onRetry
  useEffect(() => {
    if (!isOn) return
    setLeft(RETRY_SECONDS)
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1_000)
    return () => clearInterval(timer)
  }, [isOn])
  useEffect(() => {
    if (isOn && left <= 0) retry.current()
  }, [isOn, left])
  return Math.max(0, left)
}

/** A page that could not be read: what happened, what is safe, one action, and the number to tell. */
export function Failure({ error, onRetry, isRetrying = false, text }: FailureProps) {
  if (error.code === 'update_required') return <UpdateRequired error={error} />
  if (error.code === 'sign_in_first') return <Stranger text={text} />
  if (error.code.endsWith('_not_found')) return <Gone error={error} onRetry={onRetry} isRetrying={isRetrying} />
  return <Unread error={error} onRetry={onRetry} isRetrying={isRetrying} text={text} />
}

/** A guest, on a page that is somebody's. */
function Stranger({ text = '在微信里打开邻团，就能下单和看订单。' }: Pick<FailureProps, 'text'>) {
  return <Notice icon="user" title="还没有登录" text={text} />
}

/** Trying again would not help: a newer app does. */
function UpdateRequired({ error }: { error: CloudError }) {
  return (
    <Notice icon="rotate-cw" title="有新版本了" text={error.message}>
      <Button size="large" onClick={() => cloud.update()}>
        更新
      </Button>
    </Notice>
  )
}

/** It may be there in a moment, when the link was quicker than the cloud; most likely it is gone, and life goes on. */
function Gone({ error, onRetry, isRetrying }: Required<Omit<FailureProps, 'text'>>) {
  return (
    <Notice icon="search-x" title={error.message}>
      <Button size="large" onClick={() => goTab(routes.home)}>
        回首页看看
      </Button>
      <Button look="text" onClick={onRetry} isBusy={isRetrying}>
        再试一次
      </Button>
    </Notice>
  )
}

function Unread({
  error,
  onRetry,
  isRetrying,
  text,
}: Required<Omit<FailureProps, 'text'>> & Pick<FailureProps, 'text'>) {
  const isOffline = error.code === 'offline'
  const left = useAutoRetry(isOffline && !isRetrying, onRetry)
  return (
    <>
      <Notice
        icon={isOffline ? 'wifi-off' : 'circle-alert'}
        title={isOffline ? '网络走神了' : sentence(error)}
        text={text ?? (isOffline ? '没能连上，内容稍后就回来。' : undefined)}
      >
        <Button size="large" onClick={onRetry} isBusy={isRetrying}>
          {!isRetrying && <Icon name="rotate-cw" className="failure__icon" />}
          {isOffline ? '重新连接' : '再试一次'}
        </Button>
        {isOffline && <View className="failure__auto num">{isRetrying ? '正在连接' : `${left} 秒后自动重试`}</View>}
      </Notice>
      {error.reference && (
        <View className="card failure__reference">
          <Icon name="message-square" className="failure__message" />
          <View className="grow">
            <View className="failure__title">一直不行？</View>
            <View className="muted">告诉团长，报这个编号</View>
          </View>
          <View className="failure__code num">{error.reference}</View>
        </View>
      )}
    </>
  )
}
