const SIZED = /^(font-size|line-height)$/
const LENGTH = /(\d*\.?\d+)rpx/g

/**
 * PostCSS plugin of the mini-program's build: sizes of text, and nothing else, grow with `--text`, which each page sets to
 * how much larger its person reads in WeChat (src/components/page/text-size.ts).
 */
module.exports = () => ({
  postcssPlugin: 'text-size',
  Declaration(declaration) {
    if (!SIZED.test(declaration.prop) || declaration.value.includes('--text')) return
    declaration.value = declaration.value.replace(LENGTH, 'calc($1rpx * var(--text, 1))')
  },
})
module.exports.postcss = true
