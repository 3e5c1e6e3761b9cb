import { Input, View } from '@tarojs/components'
import { cloud } from '@/cloud'
import { asCloudError } from '@/cloud/error'
import { Button } from '@/components/button'
import { Icon } from '@/components/icon'
import { Page } from '@/components/page'
import { Guide } from './guide'
import { HandedOut } from './handed-out'
import { useCollect } from './use-collect'
import './index.scss'

/** A neighbour comes to collect: scan or type the code. */
export default function Collect() {
  const { code, type, submit, scan, isReady, isPending, data, error } = useCollect()
  const failure = error ? asCloudError(error) : undefined
  return (
    <Page title="核销取货码" hasBack>
      <View className="card collect">
        {cloud.face === 'wechat' && (
          <Button size="large" className="collect__scan" onClick={() => void scan()}>
            <Icon name="scan-line" />
            扫一扫
          </Button>
        )}
        <Input
          className="collect__input num"
          type="number"
          maxlength={8}
          placeholder={cloud.face === 'wechat' ? '或输 8 位数字' : '8 位取货码'}
          value={code}
          onInput={({ detail }) => type(detail.value)}
          onConfirm={() => submit()}
        />
        {failure && (
          <View className="collect__failure">
            <Icon name="circle-alert" className="collect__icon" />
            {failure.message}
          </View>
        )}
        <Button
          look={cloud.face === 'wechat' ? 'tint' : 'primary'}
          size="large"
          className="collect__go"
          isBusy={isPending}
          isDisabled={!isReady}
          onClick={() => submit()}
        >
          核销
        </Button>
      </View>
      {data ? <HandedOut order={data} /> : <Guide />}
    </Page>
  )
}
