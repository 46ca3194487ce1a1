/** The table of outcomes of docs/outcomes.md. */
import { read } from './sources.ts';

export interface DocumentedOutcome {
  readonly name: string;
  readonly de39: string;
  readonly action: string;
  readonly when: string;
  readonly stored: string;
  readonly changes: string;
}

/** The rows in their order. A row of another number of columns is an error. */
export function outcomeTable(): readonly DocumentedOutcome[] {
  const section = read('docs/outcomes.md').split('\n## The table\n')[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => /^\| `\w+`/.test(line));
  return rows.map((line) => {
    const [name = '', de39 = '', action = '', when = '', stored = '', changes = '', ...rest] = line.slice(2, -2).split(' | ');
    if (changes === '' || rest.length > 0) throw new Error(`A row of docs/outcomes.md has not six columns: ${line}`);
    return { name: name.replaceAll('`', ''), de39, action, when, stored, changes };
  });
}
