/// <reference types="@tarojs/taro" />

declare module '*.png'
declare module '*.scss'

/** True in demo builds: sign-in by name and a simulated payment sheet are part of the bundle. */
declare const LINTUAN_DEMO: boolean
/** Cloud environment id of a mini-program build; empty for the default one. */
declare const LINTUAN_ENV: string
/** Where a mini-program build finds pictures of goods, without a slash at the end. */
declare const LINTUAN_PICTURES: string

interface Window {
  /** Set by /config.js, which whoever serves the H5 writes. */
  LINTUAN?: { env: string; cloudPort?: number; pictureBase?: string }
}
