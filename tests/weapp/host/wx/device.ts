/** One phone: what it measures, remembers and is showing beside the page. Sizes in px. */
export class Device {
  readonly width = 390
  readonly height = 844
  readonly statusBar = 47
  readonly safeBottom = 34
  readonly capsule = { width: 87, height: 32, top: 51, right: 380, bottom: 83, left: 293 }
  readonly storage = new Map<string, string>()
  clipboard = ''
  toast: { title: string; icon: string } | undefined
  loading: string | undefined
  /** A dialog that waits for its answer. */
  modal: Modal | undefined
  /** Texts on the tabs, by their place. */
  readonly badges = new Map<number, string>()
  /** What the page last shared, as the chat would show it. */
  shared: Record<string, unknown> | undefined
  isOnline = true
  /** When a finger last tapped (ms of performance.now). */
  tappedAt = Number.NEGATIVE_INFINITY
  private readonly networkListeners = new Set<(state: { isConnected: boolean; networkType: string }) => void>()

  /** Switches the network off or on, and tells the app. */
  setOnline(isOnline: boolean): void {
    if (this.isOnline === isOnline) return
    this.isOnline = isOnline
    for (const listener of [...this.networkListeners]) listener(this.network)
  }

  get network() {
    return { isConnected: this.isOnline, networkType: this.isOnline ? 'wifi' : 'none' }
  }

  onNetwork(listener: (state: { isConnected: boolean; networkType: string }) => void): () => void {
    this.networkListeners.add(listener)
    return () => this.networkListeners.delete(listener)
  }
}

export interface Modal {
  title: string
  content: string
  confirmText: string
  cancelText: string
  confirmColor: string
  showCancel: boolean
  answer(confirm: boolean): void
}
