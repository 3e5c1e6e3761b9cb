import type { LocalCloud } from 'localcloud'
import type { WeChat } from './host/wechat'

/** What stands behind the phone of one person: an emulated cloud in this process, under its security rules. */
export function localWeChat(cloud: LocalCloud, openid: string, phoneNumber = '13800001234'): WeChat {
  const client = cloud.client({ openid })
  return {
    call: async (name, data) => (await client.callFunction({ name, data })).result,
    watch: (collection, query, onDocs, onError) =>
      client
        .database()
        .collection(collection)
        .where(query)
        .watch({ onChange: ({ docs }) => onDocs(docs), onError: (error) => onError(error as Error) }),
    network: (isOnline) => client.network(isOnline),
    upload: async (cloudPath, content) => (await client.uploadFile({ cloudPath, content })).fileID,
    async pay(prepayId) {
      await cloud.pay.confirm(prepayId)
    },
    consent: (templateIds) => cloud.consents.grant(openid, templateIds),
    phoneCode: () => Promise.resolve(`demo-${phoneNumber}`),
  }
}
