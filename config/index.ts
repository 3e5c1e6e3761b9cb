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

/**
 * Shared by both targets. react-query's modern build has private fields, which old phones lack and which Taro's terser
 * settings quote into syntax errors; its legacy build does the same without.
 */
// biome-ignore lint/suspicious/noExplicitAny: webpack-chain's type is not exported by Taro
const chain = (config: any) => {
  config.resolve.alias.set('@', path.join(root, 'src'))
  for (const name of ['react-query', 'query-core']) {
    const legacy = path.join(root, 'node_modules/@tanstack', name, 'build/legacy/index.js')
    config.resolve.alias.set(`@tanstack/${name}$`, legacy)
  }
}

/** Pages of the H5 are chunks of their own: what two of them use is a third chunk instead of being in both. */
// biome-ignore lint/suspicious/noExplicitAny: as above
const chainH5 = (config: any) => {
  chain(config)
  const splitChunks = config.optimization.get('splitChunks')
  splitChunks.cacheGroups.pages = { chunks: 'async', name: 'pages', minChunks: 2, priority: 5 }
  config.optimization.splitChunks(splitChunks)
  config.performance.hints(false)
}

export default defineConfig(async (merge) => {
  const target = process.env.TARO_ENV === 'h5' ? 'h5' : 'weapp'
  const base: UserConfigExport<'webpack5'> = {
    projectName: 'lintuan',
    date: '2025-11-1',
    designWidth,
    deviceRatio,
    sourceRoot: process.env.LINTUAN_SRC ?? 'src',
    outputRoot: process.env.LINTUAN_OUT ?? `dist/${target}`,
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    plugins: ['@tarojs/plugin-html', ...(target === 'weapp' ? [path.join(__dirname, 'taro/aria.ts')] : [])],
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
      postcss: {
        pxtransform: { enable: true, config: {} },
        cssModules: { enable: false },
        [path.join(__dirname, 'taro/text-size.cjs')]: { enable: true },
      },
      webpackChain(config, webpack) {
        chain(config)
        // Without AbortController queries never settle in the mini-program.
        config
          .plugin('abort')
          .use(webpack.ProvidePlugin, [
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
        // src/theme/h5.scss sets the root's size so that a desktop is not a magnified phone.
        pxtransform: { enable: true, config: { baseFontSize: 20 } },
        cssModules: { enable: false },
      },
      webpackChain: chainH5,
    },
  }
  return merge({}, base)
})
