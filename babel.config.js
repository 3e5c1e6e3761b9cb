/** NutUI is imported one component at a time, each with its own style sheet: the whole of it would cost several hundred KB. */
const nutui = {
  libraryName: '@nutui/nutui-react-taro',
  camel2DashComponentName: false,
  customName: (name) => `@nutui/nutui-react-taro/dist/es/packages/${name.toLowerCase()}/index`,
  style: (name) => name.replace(/\/index$/, '/style/style.css'),
}

module.exports = {
  presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5' }]],
  plugins: [['import', nutui, 'nutui']],
}
