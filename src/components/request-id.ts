/**
 * An id of one intention, for actions that want one. A mini-program has no crypto; time and 60 random bits are enough
 * to be unique, and the cloud keeps ids apart by person.
 */
export function newRequestId(): string {
  const random = () => Math.random().toString(36).slice(2, 8).padEnd(6, '0')
  return `${Date.now().toString(36)}-${random()}${random()}`
}
