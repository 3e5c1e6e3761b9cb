/** A request of the automator; `params` are what its method says. */
// biome-ignore lint/suspicious/noExplicitAny: the protocol is not typed
export type Params = Record<string, any>
export type Handler = (params: Params) => unknown
export type Handlers = Record<string, Handler>

/** How a side tells what nobody asked for. */
export type Emit = (method: string, params: object) => void
