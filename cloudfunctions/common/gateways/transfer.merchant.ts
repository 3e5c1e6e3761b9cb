import { createSign, randomBytes } from 'node:crypto'
import { request as http } from 'node:http'
import { request as https } from 'node:https'
import { config } from '../config'
import type { TransferGateway, TransferStatus } from './transfer.types'

/**
 * WeChat Pay merchant transfer (商家转账, API v3). Signing by hand is twenty lines of node:crypto; a client library
 * would bring an HTTP stack into every cold start. Fields and states: WeChat Pay documentation, "发起转账" and
 * "商户单号查询转账单". Scene 1005 is commission (佣金报酬) and wants the two reports below.
 */
const SCENE = '1005'
const PATH = '/v3/fund-app/mch-transfer/transfer-bills'

interface Bill {
  state: string
  package_info?: string
  fail_reason?: string
}

/** WeChat Pay refused or did not answer; what became of the transfer is asked by the same number later. */
export class TransferUnavailable extends Error {
  override name = 'TransferUnavailable'
}

function credentials() {
  const { TRANSFER_MCH_ID, TRANSFER_CERT_SERIAL, TRANSFER_PRIVATE_KEY } = process.env
  if (!TRANSFER_MCH_ID || !TRANSFER_CERT_SERIAL || !TRANSFER_PRIVATE_KEY)
    throw new TransferUnavailable('TRANSFER_MCH_ID, TRANSFER_CERT_SERIAL and TRANSFER_PRIVATE_KEY must be set')
  return { mchId: TRANSFER_MCH_ID, serial: TRANSFER_CERT_SERIAL, key: TRANSFER_PRIVATE_KEY.replace(/\\n/g, '\n') }
}

function authorization(method: string, path: string, body: string): string {
  const { mchId, serial, key } = credentials()
  const timestamp = Math.floor(Date.now() / 1000)
  const nonce = randomBytes(16).toString('hex')
  const message = [method, path, timestamp, nonce, body, ''].join('\n')
  const signature = createSign('RSA-SHA256').update(message).sign(key, 'base64')
  const fields = { mchid: mchId, nonce_str: nonce, signature, timestamp, serial_no: serial }
  const list = Object.entries(fields).map(([name, value]) => `${name}="${value}"`)
  return `WECHATPAY2-SHA256-RSA2048 ${list.join(',')}`
}

/** One call; undefined when WeChat Pay knows no such transfer. */
function call(method: 'GET' | 'POST', path: string, content?: object): Promise<Bill | undefined> {
  const body = content ? JSON.stringify(content) : ''
  const url = new URL(path, process.env.TRANSFER_API ?? 'https://api.mch.weixin.qq.com')
  const send = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const unclear = (why: unknown) => reject(new TransferUnavailable(String(why)))
    const request = send(
      url,
      {
        method,
        timeout: 8000,
        headers: {
          Accept: 'application/json',
          'Content-Type': 'application/json',
          'User-Agent': 'lintuan',
          Authorization: authorization(method, path, body),
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', unclear)
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          const status = response.statusCode ?? 0
          const bill = status >= 200 && status < 300 && billIn(text)
          if (bill) resolve(bill)
          else if (status === 404 && text.includes('NOT_FOUND')) resolve(undefined)
          else unclear(`${status} ${text.slice(0, 300)}`)
        })
      },
    )
    request.on('timeout', () => request.destroy(new Error('no answer within 8 s')))
    request.on('error', unclear)
    request.end(body)
  })
}

/** A bill, when that is what it is: a gateway on the way may answer 200 with a page of its own. */
function billIn(text: string): Bill | undefined {
  try {
    const bill = JSON.parse(text) as Bill
    return typeof bill?.state === 'string' ? bill : undefined
  } catch {
    return undefined
  }
}

function status(bill: Bill | undefined): TransferStatus | undefined {
  if (!bill) return undefined
  switch (bill.state) {
    case 'SUCCESS':
      return { state: 'received' }
    case 'FAIL':
    case 'CANCELLED':
      return { state: 'returned', why: bill.fail_reason ?? bill.state }
    default:
      return { state: 'awaiting_confirm', package: bill.package_info ?? '' }
  }
}

const byNumber = (transferNo: string) => `${PATH}/out-bill-no/${transferNo}`
const query = async (transferNo: string) => status(await call('GET', byNumber(transferNo)))

export const merchantTransfers: TransferGateway = {
  async start({ transferNo, openid, amountFen, remark }) {
    try {
      // The same number with the same content is the same transfer, and only this answer carries what opens the
      // confirmation in the receiver's WeChat.
      const bill = await call('POST', PATH, {
        appid: config.appId,
        out_bill_no: transferNo,
        transfer_scene_id: SCENE,
        openid,
        transfer_amount: amountFen,
        transfer_remark: remark,
        transfer_scene_report_infos: [
          { info_type: '岗位类型', info_content: '社区团购团长' },
          { info_type: '报酬说明', info_content: remark },
        ],
      })
      const made = status(bill)
      if (!made) throw new TransferUnavailable('the transfer was neither made nor refused')
      return made
    } catch (error) {
      // No clear answer: the number is asked about, never replaced.
      const known = await query(transferNo)
      if (!known) throw error
      return known
    }
  },
  query,
  afterConfirmation: query,
  async cancel(transferNo) {
    // Refused for one that has ended already: its state, asked next, is the answer then.
    await call('POST', `${byNumber(transferNo)}/cancel`).catch((error: unknown) => {
      if (!(error instanceof TransferUnavailable)) throw error
    })
    return query(transferNo)
  },
}
