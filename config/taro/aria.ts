import { join } from 'node:path'
import attributes from './aria.json'

interface Platform {
  template: { mergeComponents(context: unknown, components: object): void }
  runtimePath: string | string[]
}
interface Context {
  registerMethod(method: { name: 'onSetupClose'; fn(platform: Platform): void }): void
}

/**
 * Taro plugin of the mini-program's build: what screen readers are told about an element (WeChat's aria-component; src/components/a11y.ts).
 * Taro writes into its templates only the attributes it knows of, and drops all others without a word.
 */
export default (context: Context) =>
  context.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      platform.template.mergeComponents(context, attributes)
      platform.runtimePath = [platform.runtimePath, join(__dirname, 'aria.runtime.js')].flat()
    },
  })
