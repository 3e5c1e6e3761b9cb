/** A cloud id among the data of a call, as `wx.cloud.CloudID` marks it. */
export class CloudId {
  constructor(readonly cloudID: string) {}

  /** Where it is not replaced it is its text. */
  toJSON(): string {
    return this.cloudID
  }
}

/** The data of a call with every cloud id at the top level replaced by the open data behind it; deeper ones stay. */
export function withOpenData(data: unknown, seen: (cloudID: string) => object): unknown {
  if (typeof data !== 'object' || data === null || !Object.values(data).some((one) => one instanceof CloudId))
    return data
  const entries = Object.entries(data).map(([key, value]) => [
    key,
    value instanceof CloudId ? seen(value.cloudID) : value,
  ])
  return Object.fromEntries(entries)
}
