/**
 * How a rule declares its arguments: as data, so that a file can be checked against them (schema.ts), a form drawn from
 * them, and no phone has to carry a schema library. Labels are what operations read.
 */
export type Unit = 'fen' | 'bp' | 'hours' | 'weekdays' | 'pieces'

export type Shape =
  | { type: 'integer'; unit: Unit; min: number; max: number }
  /** Milliseconds since the epoch; ISO 8601 with offset in files. */
  | { type: 'instant' }
  | { type: 'text' }
  /** At least one of them. */
  | { type: 'list'; of: Shape }
  | { type: 'record'; fields: ArgSpecs }

declare const type: unique symbol

export interface Arg<T = unknown> {
  label: string
  shape: Shape
  optional: boolean
  /** Only for the compiler: the type of its value. */
  readonly [type]: T
}

export type ArgSpecs = Readonly<Record<string, Arg>>

type Value<A> = A extends Arg<infer T> ? T : never
type OptionalKeys<S> = { [K in keyof S]: undefined extends Value<S[K]> ? K : never }[keyof S]

/** The arguments a rule gets, from how it declared them. */
export type ArgsOf<S extends ArgSpecs> = { [K in Exclude<keyof S, OptionalKeys<S>>]: Value<S[K]> } & {
  [K in OptionalKeys<S>]?: Value<S[K]>
}

const arg = <T>(label: string, shape: Shape) => ({ label, shape, optional: false }) as unknown as Arg<T>

/** The largest amount a rule may name: ten million yuan. */
export const MOST_FEN = 1_000_000_000

/** An amount, from 1 fen unless told. */
export const fen = (label: string, min = 1) => arg<number>(label, { type: 'integer', unit: 'fen', min, max: MOST_FEN })

/** A part of an amount, 1 to 10000 bp. */
export const bp = (label: string) => arg<number>(label, { type: 'integer', unit: 'bp', min: 1, max: 10_000 })

export const integerOf = (label: string, unit: Unit, min: number, max: number) =>
  arg<number>(label, { type: 'integer', unit, min, max })

export const instant = (label: string) => arg<number>(label, { type: 'instant' })

export const text = (label: string) => arg<string>(label, { type: 'text' })

/** One or more of the same, labelled as one is. */
export const listOf = <T>(of: Arg<T>) => arg<readonly T[]>(of.label, { type: 'list', of: of.shape })

/** One or more with named fields. */
export const recordsOf = <S extends ArgSpecs>(label: string, fields: S) =>
  arg<readonly ArgsOf<S>[]>(label, { type: 'list', of: { type: 'record', fields } })

export const optional = <T>(one: Arg<T>) => ({ ...one, optional: true }) as unknown as Arg<T | undefined>
