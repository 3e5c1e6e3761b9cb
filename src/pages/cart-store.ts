import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { DeviceStorage } from '@/cloud/types'
import { newRequestId } from '@/components/request-id'

/** skuId → quantity, never 0. */
export type Lines = Record<string, number>

interface Request {
  id: string
  /** What is asked for; another content is another intention. */
  content: string
}

interface CartState {
  /** By group: a basket belongs to the group it was filled in. */
  carts: Record<string, Lines>
  /** Orders whose outcome is not known yet. */
  requests: Record<string, Request>
  set(groupId: string, skuId: string, quantity: number): void
  clear(groupId: string): void
  /** The request id of this order: the same one for the same content until `settle`, so that a retry cannot order twice. */
  requestFor(groupId: string, content: string): string
  /** The outcome of the order is known, good or bad. */
  settle(groupId: string): void
}

const without = <T>(record: Record<string, T>, key: string): Record<string, T> => {
  const { [key]: _gone, ...rest } = record
  return rest
}

const NAME = 'lintuan-cart'

/** What was chosen and not yet ordered; kept in `storage`. */
export const createCart = (storage: DeviceStorage) =>
  create<CartState>()(
    persist(
      (set, get) => ({
        carts: {},
        requests: {},
        set(groupId, skuId, quantity) {
          const lines = get().carts[groupId] ?? {}
          const next = quantity > 0 ? { ...lines, [skuId]: quantity } : without(lines, skuId)
          set({ carts: { ...get().carts, [groupId]: next } })
        },
        clear: (groupId) => set({ carts: without(get().carts, groupId) }),
        requestFor(groupId, content) {
          const known = get().requests[groupId]
          if (known?.content === content) return known.id
          const id = newRequestId()
          set({ requests: { ...get().requests, [groupId]: { id, content } } })
          return id
        },
        settle: (groupId) => set({ requests: without(get().requests, groupId) }),
      }),
      {
        name: NAME,
        storage: createJSONStorage(() => storage),
        partialize: ({ carts, requests }) => ({ carts, requests }),
      },
    ),
  )

/** Follows the other tabs of a browser: what one of them orders is in nobody's basket any more. */
export function followTabs(cart: ReturnType<typeof createCart>, tab: Pick<Window, 'addEventListener'>): void {
  tab.addEventListener('storage', ({ key }) => {
    if (key === NAME) void cart.persist.rehydrate()
  })
}
