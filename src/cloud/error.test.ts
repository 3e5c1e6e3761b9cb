import { clockOffset } from './clock'
import { asCloudError, CloudError, unwrap } from './error'

test('a reply is its data', () => {
  expect(unwrap({ ok: true, data: { a: 1 } })).toEqual({ a: 1 })
})

test.each([
  ['an answer', { ok: true, data: 1 }, 86_400_000],
  ['a refusal', { ok: false, error: { code: 'sold_out', message: '手慢了一点' } }, -3_600_000],
])("%s tells the cloud's time", (_name, reply, off) => {
  try {
    unwrap({ ...reply, now: Date.now() + off })
  } catch {
    // A refusal is thrown.
  }
  expect(Math.abs(clockOffset() - off)).toBeLessThan(1_000)
})

test('an expected failure is thrown with all it carries', () => {
  const error = { code: 'sold_out', message: '手慢了一点', details: { lines: [] } }
  expect(() => unwrap({ ok: false, error })).toThrow(CloudError)
  try {
    unwrap({ ok: false, error })
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'sold_out', message: '手慢了一点', details: { lines: [] } })
    expect((thrown as CloudError).isOutcomeUnknown).toBe(false)
  }
})

test.each([undefined, null, 'text', {}, { ok: false }])(
  'what is not a reply (%p) leaves the outcome unknown',
  (reply) => {
    try {
      unwrap(reply)
      throw new Error('did not throw')
    } catch (thrown) {
      expect((thrown as CloudError).code).toBe('unexpected')
      expect((thrown as CloudError).isOutcomeUnknown).toBe(true)
    }
  },
)

test('a transport failure becomes offline, a CloudError stays itself', () => {
  const offline = asCloudError(new TypeError('Failed to fetch'))
  expect(offline.code).toBe('offline')
  expect(offline.isOutcomeUnknown).toBe(true)
  const own = new CloudError({ code: 'over_limit', message: 'x' })
  expect(asCloudError(own)).toBe(own)
})
