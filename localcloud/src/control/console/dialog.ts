import { type Child, el } from './dom'
import { button } from './parts'

/** Opens something over the page; it is gone when closed (Escape does it too). */
export function openDialog(heading: string, content: Child, ...actions: HTMLButtonElement[]): HTMLDialogElement {
  const dialog = el('dialog', { aria: { label: heading } })
  const close = button('关闭', () => dialog.close())
  dialog.append(
    el('header', { className: 'title' }, el('h2', {}, heading), el('div', { className: 'actions' }, actions, close)),
    el('div', {}, content),
  )
  dialog.onclose = () => {
    const toast = dialog.querySelector('#toast')
    if (toast) document.body.append(toast)
    dialog.remove()
  }
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}

/** Asks before something that cannot be undone. */
export function confirmed(question: string, verb: string): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = el('dialog', { className: 'narrow', aria: { label: question } })
    let answer = false
    const yes = button(
      verb,
      () => {
        answer = true
        dialog.close()
      },
      'danger',
    )
    const no = button('取消', () => dialog.close())
    dialog.append(el('p', {}, question), el('div', { className: 'actions' }, no, yes))
    dialog.onclose = () => {
      dialog.remove()
      resolve(answer)
    }
    document.body.append(dialog)
    dialog.showModal()
    no.focus()
  })
}
