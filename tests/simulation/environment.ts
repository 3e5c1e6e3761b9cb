/** Environment id of local clouds. */
export const ENV = 'local-env'

/** What the functions of a simulation are told about their environment: no merchant account, so no money moves. */
export const functionEnv = {
  TRANSFER_GATEWAY: 'sandbox',
  SUB_MCH_ID: '1900000001',
  RED_PACKET_TEMPLATE_ID: 'red-packet-granted',
}
