const STYLE = `
.lintuan-demo-mask{position:fixed;inset:0;z-index:9999;display:flex;align-items:flex-end;justify-content:center;
background:rgba(24,33,29,.5);font-family:var(--font);animation:lintuan-demo-fade .16s}
.lintuan-demo-sheet{box-sizing:border-box;width:100%;max-width:480px;padding:16px 24px max(env(safe-area-inset-bottom),24px);
border-radius:16px 16px 0 0;background:var(--white);color:var(--ink);text-align:center;animation:lintuan-demo-rise .24s ease-out}
.lintuan-demo-top{display:flex;align-items:center;justify-content:space-between;min-height:44px}
.lintuan-demo-tag{padding:3px 8px;border-radius:6px;background:var(--persimmon-100);color:var(--persimmon-700);font-size:12px;font-weight:700}
.lintuan-demo-close{width:44px;height:44px;margin-right:-12px;border:0;background:none;color:var(--ink-3);font-size:24px}
.lintuan-demo-to{margin-top:8px;font-size:16px}
.lintuan-demo-amount{margin:8px 0 20px;font-size:40px;font-weight:700;font-variant-numeric:tabular-nums}
.lintuan-demo-line{display:flex;justify-content:space-between;gap:16px;padding:14px 0;border-top:1px solid var(--line);
color:var(--ink-2);font-size:14px;text-align:left}
.lintuan-demo-ok{width:100%;min-height:50px;margin-top:20px;border:0;border-radius:999px;background:var(--green-600);color:var(--white);
font:700 17px var(--font)}
.lintuan-demo-ok:disabled{opacity:.5}
.lintuan-demo-note{margin-top:12px;color:var(--ink-3);font-size:12px}
@keyframes lintuan-demo-fade{from{opacity:0}}
@keyframes lintuan-demo-rise{from{transform:translateY(100%)}}
@media (prefers-reduced-motion:reduce){.lintuan-demo-sheet{animation:none}}`

export interface SheetText {
  tag: string
  title: string
  amount: string
  lines: [label: string, value: string][]
  confirm: string
  note: string
}

function element(name: string, className: string, text = '', parent?: HTMLElement): HTMLElement {
  const made = document.createElement(name)
  made.className = `lintuan-demo-${className}`
  made.textContent = text
  parent?.appendChild(made)
  return made
}

/**
 * A sheet over the page that stands for one of WeChat's. Resolves true when confirmed, false when closed; it stays open
 * while `onConfirm` works and shows the failure when it throws.
 */
export function showSheet(text: SheetText, onConfirm: () => Promise<void>): Promise<boolean> {
  return new Promise((resolve) => {
    const mask = element('div', 'mask')
    const sheet = element('div', 'sheet', '', mask)
    sheet.setAttribute('role', 'dialog')
    const top = element('div', 'top', '', sheet)
    element('span', 'tag', text.tag, top)
    const close = element('button', 'close', '×', top)
    close.setAttribute('aria-label', '关闭')
    element('div', 'to', text.title, sheet)
    element('div', 'amount', text.amount, sheet)
    for (const [label, value] of text.lines) {
      const line = element('div', 'line', '', sheet)
      element('span', 'label', label, line)
      element('span', 'value', value, line)
    }
    const confirm = element('button', 'ok', text.confirm, sheet) as HTMLButtonElement
    const note = element('div', 'note', text.note, sheet)
    const style = document.createElement('style')
    style.textContent = STYLE
    mask.appendChild(style)

    const finish = (outcome: boolean) => {
      mask.remove()
      resolve(outcome)
    }
    close.onclick = () => finish(false)
    confirm.onclick = async () => {
      confirm.disabled = true
      try {
        await onConfirm()
        finish(true)
      } catch {
        confirm.disabled = false
        note.textContent = '没有连上，请再试一次'
      }
    }
    document.body.appendChild(mask)
  })
}
