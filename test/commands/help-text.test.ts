/** Help fits into 80 columns: no line is longer, and no word is split. */
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { fittedText } from '../../src/commands/help-text.ts';
import { createProgram, registerCommands } from '../../src/commands/program.ts';

interface Helped {
  readonly name: string;
  readonly text: string;
}

async function allHelp(columns: number | undefined): Promise<readonly Helped[]> {
  let text = '';
  const program = createProgram({
    columns,
    out: (written) => {
      text += written;
    },
    err: () => {},
  });
  await registerCommands(program, '');
  const helped: Helped[] = [];
  const walk = (command: Command, name: string): void => {
    text = '';
    command.outputHelp();
    helped.push({ name, text });
    for (const each of command.commands) walk(each, `${name} ${each.name()}`);
  };
  walk(program, 'aksept');
  return helped;
}

const squeezed = (text: string): string => text.replace(/\\\n/g, ' ').replace(/\s+/g, ' ').trim();

describe('the help of every command', async () => {
  const narrow = await allHelp(80);
  const wide = await allHelp(1_000);

  test('is there, of subcommands too', () => {
    const names = narrow.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['aksept', 'aksept serve', 'aksept cards issue', 'aksept config check']));
    expect(names.length).toBeGreaterThan(25);
  });

  test.each(narrow)('$name: at 80 columns no line is longer, and every word is whole', ({ name, text }) => {
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(squeezed(text)).toBe(squeezed(wide.find((each) => each.name === name)?.text ?? ''));
  });

  test('without a terminal is 80 columns wide', async () => {
    expect(await allHelp(undefined)).toEqual(narrow);
  });
});

test.each([
  ['  $ aksept a          what it does', 40, '  $ aksept a          what it does'],
  [
    '  $ aksept a          what it does at length, and why\n  $ aksept b          short',
    40,
    '  $ aksept a\n      what it does at length, and why\n  $ aksept b\n      short',
  ],
  [
    '  $ aksept a --b c \\\n      --d e\n                      what it does at length',
    30,
    '  $ aksept a --b c --d e\n      what it does at length',
  ],
  ['  $ aksept a --bbbbbbbbbbbb cccccc --dddddddd', 30, '  $ aksept a --bbbbbbbbbbbb \\\n      cccccc --dddddddd'],
  ['One sentence that is long.\nAnother.', 20, 'One sentence that is\nlong. Another.'],
])('%j at %i columns', (text, width, fitted) => {
  expect(fittedText(text, width)).toBe(fitted);
});
