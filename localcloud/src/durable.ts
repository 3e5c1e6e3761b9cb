import { closeSync, existsSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'

/** Writes a small file unless it exists; it is either whole and on disk, or absent. */
export function writeOnce(file: string, text: string): void {
  if (existsSync(file)) return
  const temporary = `${file}.new`
  const handle = openSync(temporary, 'w', 0o600)
  writeSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(temporary, file)
}
