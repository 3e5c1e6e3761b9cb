import { useCall } from './use-call'

/** Who is using this; an error `sign_in_first` for a guest. In WeChat everybody is somebody. */
export function useMe() {
  return useCall('account.signIn', {})
}
