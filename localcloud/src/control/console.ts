import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'

const PAGE = fileURLToPath(new URL('./console.html', import.meta.url))

/** The console: one page that reads the control endpoints. */
export function serveConsole(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' })
  response.end(readFileSync(PAGE))
}
