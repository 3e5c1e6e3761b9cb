/** The template compiler of WeChat's developer tools, packed for Node. */
declare module 'miniprogram-compiler' {
  export function wxmlToJs(folder: string, options?: { maxBuffer?: number }): string
}
