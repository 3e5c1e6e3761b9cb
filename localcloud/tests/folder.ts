import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const INSTALLED = join(__dirname, '..', '..', 'node_modules')

/** A folder of somebody who knows nothing of this repository. */
export interface Folder {
  path: string
  /** Writes files, by their path in the folder. */
  write(files: Record<string, string>): void
  remove(path: string): void
  /** Makes a package of this repository's installed in the folder. */
  install(name: string, at?: string): void
  close(): void
}

export function makeFolder(files: Record<string, string> = {}): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'localcloud-stranger-')))
  const folder: Folder = {
    path,
    write(more) {
      for (const [name, text] of Object.entries(more)) {
        mkdirSync(dirname(join(path, name)), { recursive: true })
        writeFileSync(join(path, name), text)
      }
    },
    remove: (name) => rmSync(join(path, name), { recursive: true, force: true }),
    install(name, at = '.') {
      const target = join(path, at, 'node_modules', name)
      mkdirSync(dirname(target), { recursive: true })
      symlinkSync(realpathSync(join(INSTALLED, name)), target)
    },
    close: () => rmSync(path, { recursive: true, force: true }),
  }
  folder.write(files)
  return folder
}
