import { existsSync, readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { HttpError } from '../server/http'

const FILES: Record<string, { file: string; type: string }> = {
  '/console': { file: 'index.html', type: 'text/html' },
  '/console/base.css': { file: 'base.css', type: 'text/css' },
  '/console/parts.css': { file: 'parts.css', type: 'text/css' },
  '/console/app.js': { file: 'app.js', type: 'text/javascript' },
}

const FOLDER = fileURLToPath(new URL('./console/', import.meta.url))

/** The console: a page that reads the control endpoints. It loads nothing from elsewhere. */
export async function serveConsole(response: ServerResponse, path: string): Promise<void> {
  const found = FILES[path.replace(/\/$/, '')]
  if (!found) throw new HttpError(404, { error: `no such address: ${path}` })
  const content = found.file === 'app.js' ? await script() : readFileSync(FOLDER + found.file)
  response.writeHead(200, {
    'Content-Type': `${found.type}; charset=utf-8`,
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
  })
  response.end(content)
}

let built: Promise<string | Buffer> | undefined

/** The script of the console: beside it where it was built for a package, else bundled when it is first asked for. */
function script(): Promise<string | Buffer> {
  built ??= bundleConsole(`${FOLDER}app`)
  return built
}

async function bundleConsole(entry: string): Promise<string | Buffer> {
  if (existsSync(`${entry}.js`)) return readFileSync(`${entry}.js`)
  const { outputFiles } = await build({ ...CONSOLE_BUILD, entryPoints: [`${entry}.ts`], write: false })
  return outputFiles[0]?.text ?? ''
}

/** How the console's modules become one script. */
export const CONSOLE_BUILD = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  logLevel: 'silent',
} as const
