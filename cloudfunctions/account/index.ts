import { serve } from '../common/serve'
import { consent } from './consent'
import { remove } from './remove'
import { setPhone } from './setPhone'
import { signIn } from './signIn'

export const main = serve({
  'account.signIn': signIn,
  'account.setPhone': setPhone,
  'account.consent': consent,
  'account.remove': remove,
})
