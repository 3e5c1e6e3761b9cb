const cloud = require('wx-server-sdk')
const tcb = require('@cloudbase/node-sdk')

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
const app = tcb.init({ env: tcb.SYMBOL_CURRENT_ENV })

/** Tells who calls, twice: before and after the function has waited. */
exports.main = async (event) => {
  const before = cloud.getWXContext()
  if (event.waitMs) await new Promise((resolve) => setTimeout(resolve, event.waitMs))
  const after = cloud.getWXContext()
  return { before, after, info: app.auth().getUserInfo(), now: Date.now(), iso: new Date().toISOString(), event }
}
