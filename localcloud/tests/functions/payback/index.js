const cloud = require('wx-server-sdk')

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
const db = cloud.database()

/** Notes every notice; refuses as long as the document `refuse` says so. */
exports.main = async (event) => {
  await db.collection('notices').add({ data: { event, source: cloud.getWXContext().SOURCE, at: Date.now() } })
  const { data } = await db.collection('switches').where({ _id: 'payback' }).get()
  if (data[0]?.mode === 'throw') throw new Error('not today')
  return data[0]?.mode === 'refuse' ? { errcode: 1 } : { errcode: 0 }
}
