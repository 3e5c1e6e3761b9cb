import { attributeCommand } from '../commands/attribute'
import { finish } from '../commands/options'

/** `npm run attribute -- --events FILE.jsonl [--json]`: docs/attribution.md. */
finish(attributeCommand(process.argv.slice(2), process.env.LINTUAN_CWD ?? process.cwd()))
