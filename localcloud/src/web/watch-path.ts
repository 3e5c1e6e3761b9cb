/** Where live queries connect. */
export const WATCH_PATH = '/web/watch'
