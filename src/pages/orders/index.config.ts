export default definePageConfig({ enablePullDownRefresh: true, backgroundColorTop: '#DDF1E5' })
