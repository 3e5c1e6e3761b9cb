import { bench } from '../../tests/bench/bench'
import { benchQuote } from '../../tests/bench/quote'
import { buildFunctions } from './builds'
import { fail } from './steps'

/**
 * `npm run bench [-- --json]`: orders and flash sales against a local cloud in a process of its own; with `quote` the
 * price engine alone.
 */
async function main(): Promise<void> {
  const args = process.argv.slice(2)
  const unknown = args.find((arg) => arg !== '--json' && arg !== 'quote')
  if (unknown) {
    console.error(`npm run bench knows quote, and --json, which ends with one line of JSON; not "${unknown}".`)
    process.exit(2)
  }
  if (args.includes('quote')) return quoteFigures(args.includes('--json'))
  await buildFunctions()
  const figures = await bench((line) => console.error(line))
  if (args.includes('--json')) console.log(JSON.stringify(figures))
  else {
    for (const [buyers, f] of Object.entries(figures.order))
      console.log(`${buyers} buyers: ${f.ordersPerS} orders/s, p50 ${f.p50Ms} ms, p99 ${f.p99Ms} ms`)
    const { stock, buyers, sold, ordersPerS } = figures.flash
    console.log(`flash sale: ${sold} of ${stock} sold to ${buyers} buyers, ${ordersPerS} orders/s`)
  }
  if (figures.flash.sold !== figures.flash.stock) process.exitCode = 1
}

function quoteFigures(json: boolean): void {
  const figures = benchQuote()
  const { lines, coupons, medianMs, p99Ms } = figures
  console.log(
    json ? JSON.stringify(figures) : `${lines} lines × ${coupons} coupons: median ${medianMs} ms, p99 ${p99Ms} ms`,
  )
}

main().catch(fail)
