import { serve } from '../common/serve'
import { consent } from './consent'
import { setPhone } from './setPhone'
import { signIn } from './signIn'

export const main = serve({
  'account.signIn': signIn,
  'account.setPhone': setPhone,
  'account.consent': consent,
})
