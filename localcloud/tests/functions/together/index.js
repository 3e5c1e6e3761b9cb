// Instances that share a thread: each has a module scope of its own, each call an environment of its own.
const cloud = require('wx-server-sdk')

cloud.init()
let calls = 0

exports.main = async ({ waitMs = 0 }) => {
  calls++
  const before = cloud.getWXContext().OPENID
  await new Promise((resolve) => setTimeout(resolve, waitMs))
  // A round trip of the SDK, which carries the call's token from the environment.
  const { total } = await cloud.database().collection('together').count()
  return { before, after: cloud.getWXContext().OPENID, calls, total }
}
