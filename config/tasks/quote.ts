import { finish } from '../commands/options'
import { quoteCommand } from '../commands/quote'

/** `npm run quote -- --cart FILE.json [--json]`: docs/quote.md. */
finish(quoteCommand(process.argv.slice(2), process.env.LINTUAN_CWD ?? process.cwd()))
