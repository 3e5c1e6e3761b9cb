import { cloud } from '@/cloud'
import { createCart, type Lines } from './cart-store'

/** The baskets of this device. */
export const useCart = createCart(cloud.storage)

const NOTHING: Lines = {}

/** The basket of one group. */
export const useLines = (groupId: string): Lines => useCart((state) => state.carts[groupId] ?? NOTHING)
