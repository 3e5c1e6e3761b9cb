import { LeftTransactions } from './left-transactions'

const begin = (left: LeftTransactions, invocation?: string) =>
  left.answered({ action: 'database.startTransaction', wxCloudApiToken: invocation }, { transactionId: 't' })
const count = (invocation?: string) => ({
  ...{ action: 'database.calculateDocument', collectionName: 'goods', wxCloudApiToken: invocation },
})

test('tells of requests without the id of the transaction their invocation has open', () => {
  const left = new LeftTransactions()
  expect(left.warning(count('one'))).toBeUndefined()
  begin(left, 'one')
  expect(left.warning(count('one'))).toMatch('count() of collection goods left the open transaction')
  expect(left.warning(count('two'))).toBeUndefined()
  expect(left.warning(count())).toBeUndefined()
  expect(left.warning({ ...count('one'), transactionId: 't' })).toBeUndefined()
})

test.each([
  ['database.modifyDocument', 'WHERE', 'where().update()'],
  ['database.removeDocument', 'WHERE', 'where().remove()'],
  ['database.aggregateDocuments', undefined, 'aggregate()'],
  ['database.modifyDocument', 'DOC', undefined],
  ['database.removeDocument', 'DOC', undefined],
  ['database.getDocument', 'WHERE', undefined],
  ['database.insertDocument', undefined, undefined],
])('%s of a %s is told of as %s', (action, queryType, way) => {
  const left = new LeftTransactions()
  begin(left)
  const warning = left.warning({ action, queryType, collectionName: 'goods' })
  if (way === undefined) expect(warning).toBeUndefined()
  else expect(warning).toMatch(way)
})

test.each(['database.commitTransaction', 'database.abortTransaction'])('is silent after %s', (action) => {
  const left = new LeftTransactions()
  begin(left)
  left.answered({ action, transactionId: 't' }, {})
  expect(left.warning(count())).toBeUndefined()
})

test('a transaction that was forgotten is over after its lifetime', () => {
  const left = new LeftTransactions()
  const clock = jest.spyOn(Date, 'now').mockReturnValue(1_000_000)
  begin(left)
  clock.mockReturnValue(1_030_000)
  expect(left.warning(count())).toBeDefined()
  clock.mockReturnValue(1_030_001)
  expect(left.warning(count())).toBeUndefined()
  clock.mockRestore()
})
