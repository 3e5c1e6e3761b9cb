import Taro from '@tarojs/taro'
import { useState } from 'react'
import { cloud } from '@/cloud'
import { useWork } from '@/cloud/use-work'

const LENGTH = 8

/** The digits of what was typed or scanned. */
export const digitsOf = (text: string) => text.replace(/\D/g, '').slice(0, LENGTH)

/** Hands out orders by their code. */
export function useCollect() {
  const [code, setCode] = useState('')
  const collect = useWork({ mutationFn: (digits: string) => cloud.call('leader.collect', { code: digits }) })

  const type = (text: string) => {
    setCode(digitsOf(text))
    collect.reset()
  }
  const submit = (digits = code) => {
    if (digits.length === LENGTH) collect.mutate(digits, { onSuccess: () => setCode('') })
  }
  const scan = async () => {
    try {
      const { result } = await Taro.scanCode({})
      const digits = digitsOf(result)
      setCode(digits)
      submit(digits)
    } catch {
      // Closing the scanner without a code is no failure.
    }
  }
  return { code, type, submit, scan, isReady: code.length === LENGTH, ...collect }
}
