import { ClientError } from './errors'

/** The network between one client and the cloud, which tests may cut. */
export class Connection {
  private on = true
  private readonly listeners = new Set<(on: boolean) => void>()

  get online(): boolean {
    return this.on
  }

  set(on: boolean): void {
    if (on === this.on) return
    this.on = on
    for (const listener of [...this.listeners]) listener(on)
  }

  /** Calls back whenever the network comes or goes; returns how to stop that. */
  onChange(listener: (on: boolean) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** @throws ClientError when there is no network */
  require(api: string): void {
    if (!this.on) throw new ClientError(api, 'NETWORK_ERROR', 'request:fail the network is cut')
  }
}
