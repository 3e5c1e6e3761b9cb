import { cloud } from '@/cloud'
import { createCart, followTabs, type Lines } from './cart-store'

/** The baskets of this device. */
export const useCart = createCart(cloud.storage)
if (process.env.TARO_ENV === 'h5') followTabs(useCart, window)

const NOTHING: Lines = {}

/** The basket of one group. */
export const useLines = (groupId: string): Lines => useCart((state) => state.carts[groupId] ?? NOTHING)
