import { serve } from '../common/serve'
import { home } from './home'
import { open } from './open'

export const main = serve({ 'group.open': open, 'group.home': home })
