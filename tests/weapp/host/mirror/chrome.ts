import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from '../app/app'
import type { Device, Modal } from '../wx/device'

/** Height of WeChat's tab bar without the room for the home indicator, px. */
const TAB_BAR = 49

/** Height the tab bar takes from a page; 0 on pages without one. */
export const tabBarHeight = (app: App, device: Device, path: string): number =>
  app.router.isTab(path) ? TAB_BAR + device.safeBottom : 0

/** What WeChat and the phone draw around and over a page. */
export function chrome(app: App, device: Device, path: string): string {
  const { config } = app.package
  const page = app.package.json(`${path}.json`) as Record<string, string>
  const white =
    (page.navigationBarTextStyle ?? config.window?.navigationBarTextStyle) === 'white' ? ' host-phone--white' : ''
  const { capsule, statusBar, safeBottom } = device
  const place = `left:${capsule.left}px;top:${capsule.top}px;width:${capsule.width}px;height:${capsule.height}px`
  return [
    `<div class="host-phone host-phone-status${white}" style="height:${statusBar}px"><span>9:41</span><span>▮▮▮</span></div>`,
    `<div class="host-phone host-phone-capsule${white}" style="${place}"><span>•••</span><span>◉</span></div>`,
    tabBarHeight(app, device, path) > 0 ? tabs(app, device, path) : '',
    safeBottom > 0 ? '<div class="host-phone host-phone-home"></div>' : '',
    device.toast ? `<div class="host-phone host-phone-toast">${text(device.toast.title)}</div>` : '',
    device.loading ? `<div class="host-phone host-phone-toast">${text(device.loading)}</div>` : '',
    device.modal ? modal(device.modal) : '',
  ].join('')
}

function tabs(app: App, { badges }: Device, path: string): string {
  const bar = app.package.config.tabBar
  if (!bar) return ''
  const entries = bar.list.map(({ pagePath, text: name, iconPath, selectedIconPath }, index) => {
    const isOn = pagePath === path
    const icon = readFileSync(join(app.package.folder, isOn ? selectedIconPath : iconPath)).toString('base64')
    const badge = badges.has(index) ? `<i>${text(badges.get(index) ?? '')}</i>` : ''
    const color = isOn ? bar.selectedColor : bar.color
    return `<div class="host-phone-tab" style="color:${color}"><img src="data:image/png;base64,${icon}">${text(name)}${badge}</div>`
  })
  return `<div class="host-phone host-phone-tabs" style="background:${bar.backgroundColor}">${entries.join('')}</div>`
}

function modal({ title, content, confirmText, cancelText, confirmColor, showCancel }: Modal): string {
  const cancel = showCancel ? `<span>${text(cancelText)}</span>` : ''
  const confirm = `<span style="color:${confirmColor}">${text(confirmText)}</span>`
  const inside = `<b>${text(title)}</b><p>${text(content)}</p><div>${cancel}${confirm}</div>`
  return `<div class="host-phone host-phone-mask"><div class="host-phone-modal">${inside}</div></div>`
}

const text = (value: string) => value.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
