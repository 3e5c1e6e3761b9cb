import { serve } from '../common/serve'
import { home } from './home'
import { open } from './open'
import { touch } from './touch'

export const main = serve({ 'group.open': open, 'group.touch': touch, 'group.home': home })
