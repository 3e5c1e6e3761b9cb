/** A command as it can be pasted into a shell; `$NAME` stays what the shell knows by that name. */
export const commandLine = (tool: string, args: string[]): string =>
  [tool, ...args.map((arg) => (/^[\w@%+=:,./$-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`))].join(' ')
