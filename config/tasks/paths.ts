import { join, resolve } from 'node:path'

/** Root of the checkout: every command runs from here. */
export const root = resolve(__dirname, '..', '..')

export const dist = join(root, 'dist')
export const cacheDir = join(root, '.cache')
/** What the demonstration keeps; LINTUAN_DATA names another folder, so that tests leave yours alone. */
export const dataDir = resolve(process.env.LINTUAN_DATA ?? join(root, '.data'))

/** Cloud functions as they would be deployed. */
export const builtFunctions = join(dist, 'cloudfunctions')
/** H5 with the demo's sign-in and payment sheet: what `npm start` serves and the browser tests open. */
export const demoH5 = join(dist, 'h5-demo')
export const productionH5 = join(dist, 'h5')
export const weapp = join(dist, 'weapp')
/** Where the host of tests/weapp serves pictures, as LINTUAN_PICTURES. */
export const HOST_PICTURES = 'http://phone.host'
/** A mini-program of one line, built like ours: what Taro itself costs. */
export const bareWeapp = join(cacheDir, 'weapp', 'bare')
