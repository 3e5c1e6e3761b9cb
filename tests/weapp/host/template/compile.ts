import { wxmlToJs } from 'miniprogram-compiler'

const MAX_OUTPUT = 64 * 1024 * 1024

/** The compiler is a program of WeChat's developer tools; the package carries it for these. */
const RUNS_ON = ['linux x64', 'darwin x64', 'darwin arm64', 'win32 x64']

/**
 * Compiles every .wxml and .wxs below a folder: JavaScript that returns `$gwx(path) → generate(data)`.
 * @throws on a template that does not compile, and on a machine the compiler does not run on (an ARM Linux, Alpine)
 */
export function compileTemplates(folder: string): string {
  const machine = `${process.platform} ${process.arch}`
  if (!RUNS_ON.includes(machine)) throw new Error(unsupported(machine))
  try {
    return wxmlToJs(folder, { maxBuffer: MAX_OUTPUT })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw code === 'ENOENT' || code === 'EACCES' ? new Error(unsupported(`${machine}, ${code}`)) : error
  }
}

const unsupported = (machine: string) =>
  `WeChat's template compiler runs on ${RUNS_ON.join(', ')} (with glibc), not here (${machine}). ` +
  'Run the mini-program tests there, or against WeChat DevTools: WS_ENDPOINT=ws://… npm run test:weapp'
