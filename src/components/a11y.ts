/** Role and name for a screen reader, on elements that are not what they act as. Spread into a View. */
export const a11y = (role: string, label?: string): Record<string, string> =>
  label === undefined ? { role } : { role, 'aria-label': label }
