/** What is collected, in the words of docs/privacy.md: one list for people and for WeChat's own privacy guide. */
export interface Item {
  icon: string
  what: string
  why: string
  who: string
}

export const ITEMS: Item[] = [
  {
    icon: 'user',
    what: '微信身份标识',
    why: '认出这是你的订单。我们看不到你的微信号、好友和聊天内容。',
    who: '只有平台系统使用',
  },
  {
    icon: 'smartphone',
    what: '手机号',
    why: '提货时核对。你主动填写或点「一键填写」才会收集。',
    who: '团长只看到后四位，其他人看不到',
  },
  {
    icon: 'receipt-text',
    what: '订单、支付与退款记录',
    why: '交付商品、处理售后、和团长结算。',
    who: '你、你的团长和运营；接龙里只显示打码的名字',
  },
  {
    icon: 'message-square',
    what: '你从谁的链接或海报进来',
    why: '算清是谁邀请了你、你归哪位团长。只记谁分享、哪个团、什么时候。',
    who: '只有平台系统使用',
  },
  {
    icon: 'scan-line',
    what: '相机（仅团长扫取货码时）',
    why: '识别居民出示的取货码，画面不保存、不上传。',
    who: '不离开手机',
  },
  {
    icon: 'bell',
    what: '订阅消息授权次数',
    why: '每同意一次，最多发一条通知。',
    who: '只有平台系统使用',
  },
]

export const KEEPING = '订单依《电子商务法》第三十一条保存三年；其余信息在注销账号时立即删除。'
