/** A fenced block of a document: its language, what follows it on the same line, and its text. */
interface Block {
  language: string
  note: string
  text: string
}

export interface Example {
  /** Command lines of the block, as a person would type them. */
  commands: string[]
  exitCode: number
  /** Files the document has shown by then. */
  files: Map<string, string>
  /** What it says is printed. */
  output: { language: string; text: string }
}

/**
 * Examples of a document, to be run: blocks with `title=NAME` are files, a `sh` block is run in a folder with all of
 * them, and the `output` block after it is what it prints (`exit=N` beside `sh` when it ends with N).
 */
export function examplesOf(markdown: string): Example[] {
  const blocks = [...markdown.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', note = '', text = '']): Block => ({ language, note: note.trim(), text }),
  )
  const files = new Map<string, string>()
  const examples: Example[] = []
  for (const [i, { language, note, text }] of blocks.entries()) {
    const title = /^title=(\S+)$/.exec(note)?.[1]
    if (title) files.set(title, text)
    if (language !== 'sh') continue
    const output = blocks[i + 1]
    if (output?.note !== 'output') throw new Error(`no output block follows: ${text}`)
    const exitCode = Number(/^exit=(\d+)$/.exec(note)?.[1] ?? 0)
    examples.push({ commands: text.trim().split('\n'), exitCode, files: new Map(files), output })
  }
  return examples
}
