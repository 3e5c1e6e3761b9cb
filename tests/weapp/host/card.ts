/** What a page answered when it was shared, as it goes out: plain data. */
export const card = (given: unknown): Record<string, unknown> => JSON.parse(JSON.stringify(given ?? {}))
