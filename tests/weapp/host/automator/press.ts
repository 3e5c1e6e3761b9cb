import { card } from '../card'
import type { Phone } from '../phone'
import type { ViewElement } from '../template/element'

/** A finger presses an element: what it touches hears of it, and a button of WeChat's does what only it may. */
export async function press(phone: Phone, element: ViewElement): Promise<void> {
  const { app, device } = phone
  if (device.modal) throw new Error(`the dialog "${device.modal.title}" lies over the page`)
  const button = buttonAround(element)
  device.tappedAt = performance.now()
  const touches = [{ identifier: 0, pageX: 0, pageY: 0, clientX: 0, clientY: 0 }]
  app.dispatch(element, 'touchstart', { touches, changedTouches: touches })
  app.dispatch(element, 'touchend', { changedTouches: touches })
  if (button?.props.disabled) return
  app.dispatch(element, 'tap', { detail: { x: 0, y: 0 }, touches, changedTouches: touches })
  if (button) await openType(phone, button)
}

function buttonAround(element: ViewElement): ViewElement | undefined {
  for (let at: ViewElement | undefined = element; at; at = at.above) if (at.name === 'button') return at
  return undefined
}

/** What a button asks WeChat for with `open-type`. */
async function openType({ app, device, options, incidents }: Phone, button: ViewElement): Promise<void> {
  const kind = button.props.openType ?? button.props['open-type']
  if (kind === undefined || kind === '') return
  if (kind === 'getPhoneNumber') {
    const detail = { errMsg: 'getPhoneNumber:ok', code: await options.wechat.phoneCode() }
    app.dispatch(button, 'getphonenumber', { detail })
  } else if (kind === 'share') {
    const target = { id: button.attribs.id ?? '', dataset: button.dataset }
    const page = app.router.top
    if (page)
      device.shared = card(app.router.hook(page, 'onShareAppMessage', app.sandbox.inside({ from: 'button', target })))
  } else incidents.error(`<button open-type="${kind}"> is not provided by the host`)
}
