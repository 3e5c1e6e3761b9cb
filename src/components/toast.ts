import Taro from '@tarojs/taro'
import { asCloudError } from '@/cloud/error'

/** A short word at the middle of the screen. */
export const toast = (title: string) => void Taro.showToast({ title, icon: 'none', duration: 2_000 })

/** Says why an action failed; the sentence names the reference number if the cloud logged it. */
export function toastFailure(thrown: unknown): void {
  toast(asCloudError(thrown).message)
}
