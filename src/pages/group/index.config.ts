export default definePageConfig({
  enableShareAppMessage: true,
  enableShareTimeline: true,
  enablePullDownRefresh: true,
  backgroundColorTop: '#DDF1E5',
})
