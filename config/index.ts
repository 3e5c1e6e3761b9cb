import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'

/** Own styles are written in the pixels of the design (390 wide), NutUI's in 375, Taro's in 750. */
const DESIGN_WIDTH = 390
const NUTUI_WIDTH = 375
const TARO_WIDTH = 750
const deviceRatio = { 375: 2, 390: 750 / 390, 750: 1 }

const designWidth = (input?: unknown) => {
  const file = (input as { file?: string } | undefined)?.file?.replace(/\\+/g, '/') ?? ''
  if (file.includes('@nutui')) return NUTUI_WIDTH
  return file.includes('@tarojs') ? TARO_WIDTH : DESIGN_WIDTH
}

const root = path.resolve(__dirname, '..')
const isDemo = process.env.LINTUAN_DEMO === '1'

/** Shared by both targets: the alias, and AbortController, without which queries never settle in the mini-program. */
// biome-ignore lint/suspicious/noExplicitAny: webpack-chain's type is not exported by Taro
const chain = (config: any) => {
  config.resolve.alias.set('@', path.join(root, 'src'))
}

export default defineConfig(async (merge) => {
  const target = process.env.TARO_ENV === 'h5' ? 'h5' : 'weapp'
  const base: UserConfigExport<'webpack5'> = {
    projectName: 'lintuan',
    date: '2025-11-1',
    designWidth,
    deviceRatio,
    sourceRoot: 'src',
    outputRoot: process.env.LINTUAN_OUT ?? `dist/${target}`,
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    plugins: ['@tarojs/plugin-html'],
    cache: { enable: false },
    defineConstants: {
      LINTUAN_DEMO: JSON.stringify(isDemo),
      LINTUAN_ENV: JSON.stringify(process.env.LINTUAN_ENV ?? ''),
      LINTUAN_PICTURES: JSON.stringify(process.env.LINTUAN_PICTURES ?? ''),
    },
    copy: { patterns: [], options: {} },
    mini: {
      // On a device a selector does not cross the wrapper that Taro puts around nodes deeper than this.
      ...{ baseLevel: 40 },
      optimizeMainPackage: { enable: true },
      miniCssExtractPluginOption: { ignoreOrder: true },
      postcss: { pxtransform: { enable: true, config: {} }, cssModules: { enable: false } },
      webpackChain(config, webpack) {
        chain(config)
        config.plugin('abort').use(webpack.ProvidePlugin, [
          { AbortController: [path.join(root, 'src/cloud/abort-controller'), 'AbortController'] },
        ])
      },
    },
    h5: {
      publicPath: './',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      useHtmlComponents: false,
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      postcss: {
        autoprefixer: { enable: true, config: {} },
        // One design pixel is one CSS pixel from 390 up, so that a desktop is not a magnified phone.
        pxtransform: { enable: true, config: { maxRootSize: 20.8, minRootSize: 19.2, baseFontSize: 20 } },
        cssModules: { enable: false },
      },
      webpackChain: chain,
    },
  }
  return merge({}, base)
})
