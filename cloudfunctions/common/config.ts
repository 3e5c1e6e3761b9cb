/** Configuration of an environment: set as environment variables of the functions, one place to read them. */
function text(name: string): string | undefined {
  return process.env[name] || undefined
}

export const config = {
  /** Merchant number that receives payments. */
  subMchId: text('SUB_MCH_ID') ?? '',
  /** Subscribe-message template "red packet granted"; without it nobody is asked and nothing is sent. */
  redPacketTemplateId: text('RED_PACKET_TEMPLATE_ID'),
  /** `merchant`: WeChat merchant transfer. `sandbox`: no money moves; for development, demo and tests. */
  transferGateway: text('TRANSFER_GATEWAY') ?? 'merchant',
  appId: text('APP_ID') ?? '',
}
