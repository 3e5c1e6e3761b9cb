/** A group's goal: from so many orders on, every further order of the group has the discount (incentives.md). */
export interface Goal {
  orders: number
  discountFen: number
}

/** Whether an order placed after `orders` others of its group has the discount. */
export function goalReached(goal: Goal, orders: number): boolean {
  return orders >= goal.orders
}
