const tab = (name: string, text: string) => ({
  pagePath: `pages/${name}/index`,
  text,
  iconPath: `theme/tabs/${name}.png`,
  selectedIconPath: `theme/tabs/${name}-on.png`,
})

export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/orders/index',
    'pages/mine/index',
    'pages/group/index',
    'pages/checkout/index',
    'pages/order/index',
    'pages/privacy/index',
  ],
  subPackages: [
    { root: 'leader', pages: ['pages/today/index', 'pages/collect/index'] },
    { root: 'ops', pages: ['pages/campaigns/index', 'pages/campaign-new/index'] },
  ],
  tabBar: {
    color: '#626E68',
    selectedColor: '#0F7A55',
    backgroundColor: '#FFFFFF',
    borderStyle: 'white',
    list: [tab('home', '首页'), tab('orders', '订单'), tab('mine', '我的')],
  },
  window: {
    navigationStyle: 'custom',
    navigationBarTitleText: '邻团',
    navigationBarTextStyle: 'black',
    backgroundColor: '#F4F6F2',
    backgroundTextStyle: 'dark',
  },
  // WeChat asks for consent before the phone number or the camera is used, with the text of docs/privacy.md.
  ...{ __usePrivacyCheck__: true },
  lazyCodeLoading: 'requiredComponents',
})
