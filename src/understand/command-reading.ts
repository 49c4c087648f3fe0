import type { PlainCommand } from '../domain/command.ts';
import { callForms } from './call-forms.ts';
import { itemForms } from './command-forms.ts';
import { bareLine, unmarked } from './command-line.ts';

/** Every form of every command, each for a whole line. */
const forms = [...itemForms, ...callForms];

/** The commands that a whole line is; nothing when it matches no form. */
export function commandsIn(line: string): PlainCommand[] | undefined {
  const [bare, whole] = [bareLine(line), unmarked(line)];
  // Details are sentences: their last full stop is theirs.
  for (const text of new Set(/^details?\b/iu.test(whole) ? [whole, bare] : [bare, whole])) {
    if (text === '') continue;
    for (const [pattern, read] of forms) {
      const match = pattern.exec(text);
      const commands = match ? read(match) : undefined;
      if (commands) return commands;
    }
  }
  return undefined;
}
