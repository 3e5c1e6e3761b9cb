import { median, percentile } from './statistics'

describe('percentile', () => {
  it('takes the nearest rank', () => {
    const values = [5, 1, 4, 2, 3]
    expect(percentile(values, 50)).toBe(3)
    expect(percentile(values, 99)).toBe(5)
    expect(percentile(values, 1)).toBe(1)
    expect(percentile([], 50)).toBe(0)
    expect(median([2, 1])).toBe(1)
  })
})
