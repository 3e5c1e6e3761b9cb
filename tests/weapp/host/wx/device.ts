/** What a phone measures, in px. */
export interface Screen {
  width: number
  height: number
  statusBar: number
  /** What the bar at the bottom takes, by which one goes home. */
  safeBottom: number
  /** How much larger than usual its owner reads in WeChat (设置 → 通用 → 字体大小); 1.4 is 关怀模式. */
  textScale?: number
}

/** The phone that pictures are made of. */
const USUAL: Screen = { width: 390, height: 844, statusBar: 47, safeBottom: 34 }

/** WeChat's capsule: this large, this far below the status bar and from the right. */
const CAPSULE = { width: 87, height: 32, below: 4, right: 10 }

/** One phone: what it measures, remembers and is showing beside the page. */
export class Device {
  readonly width: number
  readonly height: number
  readonly statusBar: number
  readonly safeBottom: number
  readonly textScale: number
  readonly capsule: { width: number; height: number; top: number; right: number; bottom: number; left: number }
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

  constructor(screen: Partial<Screen> = {}) {
    const { width, height, statusBar, safeBottom, textScale = 1 } = { ...USUAL, ...screen }
    this.width = width
    this.height = height
    this.statusBar = statusBar
    this.safeBottom = safeBottom
    this.textScale = textScale
    const top = statusBar + CAPSULE.below
    const right = width - CAPSULE.right
    const { width: wide, height: high } = CAPSULE
    this.capsule = { width: wide, height: high, top, right, bottom: top + high, left: right - wide }
  }

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
