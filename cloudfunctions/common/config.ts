/** Configuration of an environment: set as environment variables of the functions, one place to read them. */
function text(name: string): string | undefined {
  return process.env[name] || undefined
}

export const config = {
  /** Merchant number that receives payments. */
  subMchId: text('SUB_MCH_ID') ?? '',
  /** Subscribe-message template "red packet granted"; without it nobody is asked and nothing is sent. */
  redPacketTemplateId: text('RED_PACKET_TEMPLATE_ID'),
  /** Names of its fields for what it is about, how much it is, and a remark, as the template's details list them. */
  redPacketFields: (text('RED_PACKET_TEMPLATE_FIELDS') ?? 'thing1,amount2,thing3').split(','),
  /** `merchant`: WeChat merchant transfer. `sandbox`: no money moves; for development, demo and tests. */
  transferGateway: text('TRANSFER_GATEWAY') ?? 'merchant',
  appId: text('APP_ID') ?? '',
}
