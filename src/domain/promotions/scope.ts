/** The goods a ladder or a coupon is for: those named by SKU and those of the categories. Without a scope, all goods. */
export interface Scope {
  skuIds?: readonly string[]
  categories?: readonly string[]
}

export interface Goods {
  skuId: string
  category?: string
}

/** Tells whether goods are in scope; made once for many lines. */
export function within(scope: Scope | undefined): (goods: Goods) => boolean {
  if (!scope) return () => true
  const skuIds = new Set(scope.skuIds)
  const categories = new Set<string | undefined>(scope.categories)
  return (goods) => skuIds.has(goods.skuId) || categories.has(goods.category)
}

/** `限水果、蔬菜`, `限指定商品`; empty without a scope. */
export function scopeInWords(scope: Scope | undefined): string {
  if (!scope) return ''
  const some = scope.skuIds?.length ? ['指定商品'] : []
  return `限${[...(scope.categories ?? []), ...some].join('、')}`
}
