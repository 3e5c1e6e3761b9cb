import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { extname, join, normalize } from 'node:path'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
}

/** Browsers ask for an icon whether a page names one or not. */
const ALIASES: Record<string, string> = { '/': '/index.html', '/favicon.ico': '/pictures/goods/basket.png' }

/** Names with a content hash never change; everything else is asked for again. */
const HASHED = /\.[0-9a-f]{8,}\.(js|css)$/

/** What the app is told about where it runs: `window.LINTUAN`. */
export interface H5Config {
  env: string
  cloudPort: number
  pictureBase: string
}

/**
 * Serves the built web app, with /config.js made from `config`. Resolves once it listens.
 * @throws when the port is taken
 */
export function serveH5(folder: string, port: number, config: H5Config): Promise<Server> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://h5').pathname)
    if (path === '/config.js') {
      response.writeHead(200, { 'content-type': TYPES['.js'], 'cache-control': 'no-store' })
      response.end(`window.LINTUAN = ${JSON.stringify(config)}\n`)
      return
    }
    const file = join(folder, normalize(ALIASES[path] ?? path))
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404, { 'content-type': TYPES['.txt'] })
      response.end('not found')
      return
    }
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-length': statSync(file).size,
      'cache-control': HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
    createReadStream(file).pipe(response)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, () => resolve(server))
  })
}
