/**
 * Every limit of the platform that is enforced here: its value, and the official page it is from with what that says.
 * `most`: a maximum; `least`: a minimum; `default`: what holds where nothing is said. Basis `docs`: documented as given;
 * `assumed`: of the system beneath, or of a page not at hand when this was written; never compared with the real one.
 */
interface Limit {
  value: number
  unit: string
  kind: 'most' | 'least' | 'default'
  what: string
  source: string
  basis: 'docs' | 'assumed'
}

const KB = 1024
const MB = 1024 * KB

export const PLATFORM = {
  requestBytes: {
    value: 100 * MB,
    unit: 'bytes',
    kind: 'most',
    what: 'any request; holds also when limits are switched off',
    source: 'CloudBase EXCEED_MAX_PAYLOAD_SIZE: 其他请求的请求体 100MB',
    basis: 'docs',
  },

  // Functions
  functionDefaultTimeoutS: {
    value: 3,
    unit: 's',
    kind: 'default',
    what: 'time a call may take when config.json says nothing',
    source: '微信云开发 云函数: 超时时间默认 3 秒',
    basis: 'docs',
  },
  functionTimeoutS: {
    value: 60,
    unit: 's',
    kind: 'most',
    what: 'time config.json may give a call',
    source: '微信云开发 云函数: 最长 60 秒',
    basis: 'docs',
  },
  functionConcurrency: {
    value: 1000,
    unit: 'instances',
    kind: 'most',
    what: '`concurrency` of a config.json',
    source: 'CloudBase 云函数 配额: 单函数并发 1000',
    basis: 'docs',
  },
  functionTextBytes: {
    value: 100 * KB,
    unit: 'bytes',
    kind: 'most',
    what: "event of a client's call",
    source: 'CloudBase EXCEED_MAX_PAYLOAD_SIZE: 云函数文本类型请求体 100KB',
    basis: 'docs',
  },
  functionEventBytes: {
    value: 6 * MB,
    unit: 'bytes',
    kind: 'most',
    what: 'event of any other call',
    source: 'CloudBase EXCEED_MAX_PAYLOAD_SIZE: 云函数其他类型请求体 6MB',
    basis: 'docs',
  },
  functionResultBytes: {
    value: 6 * MB,
    unit: 'bytes',
    kind: 'most',
    what: 'result of a call',
    source: '腾讯云 SCF 配额与限制: 同步请求响应 6MB',
    basis: 'docs',
  },
  functionEnvBytes: {
    value: 4 * KB,
    unit: 'bytes',
    kind: 'most',
    what: '`envVariables` of a config.json, names and values',
    source: '腾讯云 SCF 配额与限制: 单函数环境变量 4KB',
    basis: 'assumed',
  },
  timerNameLength: {
    value: 60,
    unit: 'characters',
    kind: 'most',
    what: 'name of a trigger: letters, digits, - and _, a letter first, unique in its function',
    source: '微信云开发 定时触发器: 名称最大 60 个字符，字母开头',
    basis: 'assumed',
  },

  // Database
  queryDefault: {
    value: 100,
    unit: 'documents',
    kind: 'default',
    what: 'documents of a query of a function or the web SDK without `limit`',
    source: 'CloudBase Collection.limit: 默认 100',
    basis: 'docs',
  },
  queryDocuments: {
    value: 1000,
    unit: 'documents',
    kind: 'most',
    what: 'documents of a query of a function or the web SDK; more are cut off',
    source: '微信云开发 Collection.limit: 云函数端上限 1000',
    basis: 'docs',
  },
  clientQueryDocuments: {
    value: 20,
    unit: 'documents',
    kind: 'most',
    what: 'documents of a query of a mini-program, also without `limit`; more are cut off',
    source: '微信云开发 Collection.limit: 小程序端默认及上限 20',
    basis: 'docs',
  },
  documentBytes: {
    value: 16 * MB,
    unit: 'bytes',
    kind: 'most',
    what: 'a document, as BSON',
    source: 'MongoDB Limits: BSON document size 16 megabytes',
    basis: 'assumed',
  },
  documentDepth: {
    value: 100,
    unit: 'levels',
    kind: 'most',
    what: 'nesting of a document',
    source: 'MongoDB Limits: nested depth 100 levels',
    basis: 'assumed',
  },
  answerBytes: {
    value: 16 * MB,
    unit: 'bytes',
    kind: 'most',
    what: 'documents of one answer of a query or an aggregation, as BSON',
    source: '微信云开发 资源配额: 数据库流量单次出包大小为 16 MB',
    basis: 'docs',
  },
  aggregateDefault: {
    value: 20,
    unit: 'documents',
    kind: 'default',
    what: 'documents of an aggregation without `limit`, as developers tell of it; here all come, with a warning',
    source: '微信开放社区: 云函数端 Aggregate 默认 20 条',
    basis: 'assumed',
  },
  indexes: {
    value: 100,
    unit: 'indexes',
    kind: 'most',
    what: 'indexes of a collection',
    source: 'CloudBase FAQ 数据库: 每个集合最多 100 个索引',
    basis: 'docs',
  },
  indexFields: {
    value: 31,
    unit: 'fields',
    kind: 'most',
    what: 'fields of an index',
    source: 'CloudBase FAQ 数据库: 每个索引最多 31 个字段',
    basis: 'docs',
  },
  transactionMs: {
    value: 30_000,
    unit: 'ms',
    kind: 'most',
    what: 'time a transaction may stay open, real time',
    source: 'CloudBase DATABASE_TRANSACTION_FAIL: must be commit or abort in 30 seconds',
    basis: 'docs',
  },
  watchDocuments: {
    value: 5000,
    unit: 'documents',
    kind: 'most',
    what: 'documents of a live query; one that comes to more ends with an error',
    source: 'CloudBase 实时推送: 一次监听的记录数上限为 5000，超出会抛错并停止监听',
    basis: 'docs',
  },
  watchUnreadBytes: {
    value: 4 * MB,
    unit: 'bytes',
    kind: 'most',
    what: 'events that a client of live queries has not read yet; then its connection is cut, and when it is back it is told what it missed',
    source: 'ours, so that one who does not read fills no memory',
    basis: 'assumed',
  },
  watchKeptBytes: {
    value: 1 * MB,
    unit: 'bytes',
    kind: 'most',
    what: 'events of a live query kept for a client that lost its connection; one that missed more gets the whole result',
    source: 'ours, so that one who is away fills no memory',
    basis: 'assumed',
  },

  // Open APIs
  subscribeTemplates: {
    value: 3,
    unit: 'templates',
    kind: 'most',
    what: 'templates a person is asked about at once',
    source: 'wx.requestSubscribeMessage: 一次最多 3 个 tmplIds',
    basis: 'docs',
  },
  sceneLength: {
    value: 32,
    unit: 'characters',
    kind: 'most',
    what: 'scene of a mini-program code',
    source: 'getUnlimitedQRCode: scene 最大 32 个可见字符',
    basis: 'docs',
  },
  codesPerMinute: {
    value: 5000,
    unit: 'codes',
    kind: 'most',
    what: "mini-program codes in a minute of the cloud's clock",
    source: 'getUnlimitedQRCode: 调用分钟频率受限 5000 次/分钟',
    basis: 'docs',
  },
  delayedTaskFromS: {
    value: 6,
    unit: 's',
    kind: 'least',
    what: 'delay of a delayed task',
    source: 'addDelayedFunctionTask: 合法范围 6 秒-30 天',
    basis: 'docs',
  },
  delayedTaskToS: {
    value: 30 * 86_400,
    unit: 's',
    kind: 'most',
    what: 'delay of a delayed task',
    source: 'addDelayedFunctionTask: 合法范围 6 秒-30 天',
    basis: 'docs',
  },
  phoneCodeMs: {
    value: 5 * 60_000,
    unit: 'ms',
    kind: 'most',
    what: 'age of a phone number code',
    source: 'getPhoneNumber: code 有效期 5 分钟',
    basis: 'docs',
  },
  verificationCodeMs: {
    value: 10 * 60_000,
    unit: 'ms',
    kind: 'most',
    what: 'age of a verification code for signing up or in on the web',
    source: 'CloudBase Auth.getVerification: expires_in 600',
    basis: 'assumed',
  },

  // Storage
  pathBytes: {
    value: 850,
    unit: 'bytes',
    kind: 'most',
    what: 'a cloud path',
    source: 'CloudBase 云存储 文件名命名限制: 编码长度最大 850 字节',
    basis: 'docs',
  },
  filesPerRequest: {
    value: 50,
    unit: 'files',
    kind: 'most',
    what: 'files of one getTempFileURL or deleteFile',
    source: 'Cloud.getTempFileURL: 一次最多取 50 个',
    basis: 'assumed',
  },

  // Payment
  tradeNoLength: {
    value: 32,
    unit: 'characters',
    kind: 'most',
    what: 'outTradeNo',
    source: '微信支付 V2 统一下单: out_trade_no String(32)',
    basis: 'docs',
  },
  payBodyBytes: {
    value: 128,
    unit: 'bytes',
    kind: 'most',
    what: 'body of an order',
    source: '微信支付 V2 统一下单: body String(128)',
    basis: 'docs',
  },
  payAttachBytes: {
    value: 127,
    unit: 'bytes',
    kind: 'most',
    what: 'attach of an order',
    source: '微信支付 V2 统一下单: attach String(127)',
    basis: 'assumed',
  },
  payFeeFen: {
    value: 1,
    unit: 'fen',
    kind: 'least',
    what: 'totalFee and refundFee, whole fen',
    source: '微信支付 V2 统一下单: total_fee 单位为分，只能为整数',
    basis: 'docs',
  },
  refundNoLength: {
    value: 64,
    unit: 'characters',
    kind: 'most',
    what: 'outRefundNo',
    source: '微信支付 V2 申请退款: out_refund_no String(64)',
    basis: 'docs',
  },
  refundsPerOrder: {
    value: 50,
    unit: 'refunds',
    kind: 'most',
    what: 'refunds of one order',
    source: '微信支付 V2 申请退款: 一笔订单最多支持 50 次部分退款',
    basis: 'assumed',
  },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof PLATFORM
