import { type AutomatorServer, serveAutomator } from './automator/server'
import { Mirror } from './mirror/mirror'
import { Phone, type PhoneOptions } from './phone'

/** A phone that the automator can drive and that can be looked at. */
export interface OpenPhone {
  phone: Phone
  mirror: Mirror
  endpoint: string
  close(): Promise<void>
}

/** @param pictures folder of the pictures that a deployment serves from elsewhere */
export async function openPhone(options: PhoneOptions, pictures: string): Promise<OpenPhone> {
  const phone = new Phone(options)
  const mirror = new Mirror(phone, pictures)
  const server: AutomatorServer = await serveAutomator(phone, mirror)
  return {
    phone,
    mirror,
    endpoint: server.endpoint,
    async close() {
      phone.close()
      await server.close()
      await mirror.close()
    },
  }
}
