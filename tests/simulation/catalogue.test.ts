import noto from '@iconify-json/noto/icons.json'
import { loadCatalogue } from './catalogue'

const catalogue = loadCatalogue()

describe('catalogue', () => {
  it('has the 167 items of the data, each once', () => {
    expect(catalogue).toHaveLength(167)
    for (const key of ['item', 'productId', 'name'] as const) {
      expect(new Set(catalogue.map((p) => p[key])).size).toBe(167)
    }
  })

  it('has ids that can be keys inside documents', () => {
    for (const p of catalogue) expect(p.productId).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  })

  it('is written in Chinese, short enough for a row', () => {
    for (const p of catalogue) {
      expect(p.name).toMatch(/[\u4e00-\u9fff]{2}/)
      expect([...p.name].length).toBeLessThanOrEqual(14)
      expect([...p.spec].length).toBeLessThanOrEqual(18)
    }
  })

  it('has a picture for each', () => {
    const known = new Set([...Object.keys(noto.icons), ...Object.keys(noto.aliases)])
    const missing = catalogue.map((p) => p.picture).filter((picture) => !known.has(picture))
    expect(missing).toEqual([])
  })

  it('has sane prices, some below the least an order must come to', () => {
    for (const p of catalogue) {
      expect(p.priceFen).toBeGreaterThanOrEqual(200)
      expect(p.priceFen).toBeLessThanOrEqual(10_000)
      expect(p.priceFen % 10).toBe(0)
    }
    expect(catalogue.some((p) => p.priceFen < 500)).toBe(true)
  })
})
