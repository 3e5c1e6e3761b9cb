/** Collections whose name begins with an underscore belong to the emulator; functions and clients do not see them. */
export function isSystemCollection(name: unknown): boolean {
  return typeof name === 'string' && name.startsWith('_')
}
