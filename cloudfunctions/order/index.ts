import { serve } from '../common/serve'
import { cancel } from './cancel'
import { confirm } from './confirm'
import { get } from './get'
import { list } from './list'
import { pay } from './pay'
import { place } from './place'
import { refund } from './refund'

export const main = serve({
  'order.place': place,
  'order.pay': pay,
  'order.confirm': confirm,
  'order.get': get,
  'order.list': list,
  'order.cancel': cancel,
  'order.refund': refund,
})
