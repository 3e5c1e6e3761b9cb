const cloud = require('wx-server-sdk')

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
const db = cloud.database()
const _ = db.command

const actions = {
  buy: async ({ id }) => {
    const { stats } = await db
      .collection('goods')
      .where({ _id: id, stock: _.gte(1) })
      .update({ data: { stock: _.inc(-1) } })
    return stats.updated
  },
  set: ({ collection, id, data }) => db.collection(collection).doc(id).set({ data }),
  inc: ({ collection, id, field, by }) =>
    db
      .collection(collection)
      .doc(id)
      .update({ data: { [field]: _.inc(by) } }),
  stamp: ({ id, offset }) =>
    db
      .collection('stamps')
      .doc(id)
      .set({ data: { at: db.serverDate({ offset }) } }),
  remove: ({ collection, id }) => db.collection(collection).doc(id).remove(),
  read: ({ collection }) =>
    db
      .collection(collection)
      .get()
      .then(({ data }) => data),
  leave: async ({ collection }) => {
    const transaction = await db.startTransaction()
    const { total } = await transaction.collection(collection).count()
    await transaction.rollback()
    return total
  },
  pay: ({ api, data }) => cloud.cloudPay[api](data),
  open: async ({ api, data }) => {
    const [space, name] = api.split('.')
    const reply = await cloud.openapi[space][name](data)
    return reply.buffer ? { contentType: reply.contentType, base64: reply.buffer.toString('base64') } : reply
  },
  call: ({ name, data }) => cloud.callFunction({ name, data }),
}

/** One action per call; what it throws comes back as data, so that tests see what the SDK made of it. */
exports.main = async ({ action, ...rest }) => {
  try {
    return { value: await actions[action](rest) }
  } catch (error) {
    return { failed: { errCode: error.errCode, errMsg: error.errMsg } }
  }
}
