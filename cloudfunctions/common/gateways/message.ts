import { cloud } from '../cloud'

/**
 * Sends one subscribe message. `no_consent` is WeChat's 43101: the person has not agreed, or used his consents up;
 * that is no failure.
 */
export async function sendMessage(message: {
  openid: string
  templateId: string
  page: string
  data: Record<string, { value: string }>
}): Promise<'sent' | 'no_consent'> {
  try {
    await cloud.openapi.subscribeMessage.send({
      touser: message.openid,
      templateId: message.templateId,
      page: message.page,
      data: message.data,
    })
    return 'sent'
  } catch (error) {
    if ((error as { errCode?: number }).errCode === 43101) return 'no_consent'
    throw error
  }
}
