import { Button as TaroButton, View } from '@tarojs/components'
import type { ComponentProps, PropsWithChildren } from 'react'
import { a11y } from '../a11y'
import './index.scss'

export interface ButtonProps {
  /** Buy is for the one step towards money on a screen. */
  look?: 'buy' | 'primary' | 'tint' | 'outline' | 'danger' | 'text'
  size?: 'large' | 'medium' | 'small'
  isDisabled?: boolean
  isBusy?: boolean
  /** Has WeChat do something that only its own button may ask for. */
  openType?: ComponentProps<typeof TaroButton>['openType']
  onGetPhoneNumber?: ComponentProps<typeof TaroButton>['onGetPhoneNumber']
  /** With openType share: the group that the page's share handler is told of. */
  group?: string
  onClick?(): void
  className?: string
  children?: React.ReactNode
}

/** A pill to press. */
export function Button(props: PropsWithChildren<ButtonProps>) {
  const { look = 'primary', size = 'medium', isDisabled, isBusy, openType, className = '', children } = props
  const isOff = Boolean(isDisabled || isBusy)
  const classes = `button button--${look} button--${size} ${isOff ? 'button--off' : ''} ${className}`
  if (openType) {
    return (
      <TaroButton
        className={`${classes} button--native`}
        openType={openType}
        data-group={props.group}
        disabled={isOff}
        onGetPhoneNumber={props.onGetPhoneNumber}
      >
        {children}
      </TaroButton>
    )
  }
  return (
    <View className={classes} onClick={() => !isOff && props.onClick?.()} {...a11y('button')}>
      {isBusy ? <View className="button__busy" /> : null}
      {children}
    </View>
  )
}
