import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { HttpError } from '../server/http'

const FILES: Record<string, { file: string; type: string }> = {
  '/console': { file: 'index.html', type: 'text/html' },
  '/console/style.css': { file: 'style.css', type: 'text/css' },
  '/console/app.js': { file: 'app.js', type: 'text/javascript' },
  '/console/views.js': { file: 'views.js', type: 'text/javascript' },
}

/** The console: a page that reads the control endpoints. It loads nothing from elsewhere. */
export function serveConsole(response: ServerResponse, path: string): void {
  const found = FILES[path.replace(/\/$/, '')]
  if (!found) throw new HttpError(404, { error: `no such address: ${path}` })
  const content = readFileSync(fileURLToPath(new URL(`./console/${found.file}`, import.meta.url)))
  response.writeHead(200, {
    'Content-Type': `${found.type}; charset=utf-8`,
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': "default-src 'self'; img-src data:; frame-ancestors 'none'",
  })
  response.end(content)
}
