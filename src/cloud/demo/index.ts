/** All that only a demo has. Production bundles contain none of it: a test looks for the marker. */
export const MARKER = 'lintuan-demo'

export { pay } from './payment-sheet'
export { person, signIn } from './sign-in'
export { takeTransfer } from './transfer-sheet'
