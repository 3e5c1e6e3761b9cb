export default definePageConfig({
  navigationBarTextStyle: 'white',
  backgroundColorTop: '#0B4A36',
  enableShareAppMessage: true,
  enablePullDownRefresh: true,
  backgroundTextStyle: 'light',
})
