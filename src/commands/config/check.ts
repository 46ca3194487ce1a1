/** `aksept config check`: tells all mistakes of the files that people write. */
import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { mistakesOf } from '../../config/mistakes.ts';
import { pluralize } from '../../protocol/plural.ts';
import { CommandError, EXIT_CODES, print, printJson } from '../output.ts';
import { kindOf } from './find-kind.ts';
import { FILE_KINDS, type FileKind, type TextFile } from './kinds.ts';

const EXAMPLES = `
Examples:
  $ aksept config check aksept.json                    the settings of: aksept serve --config
  $ aksept config check examples/scenarios/*.yaml      any number of files, of any kind
  $ aksept config check --kind profiles youth.json     when the content does not tell

Kinds: ${FILE_KINDS.map(({ kind }) => kind).join(', ')}.
Exit codes: 0 no mistakes, 1 mistakes, 2 a file cannot be read or its kind cannot
be told.`;

interface CheckFlags {
  readonly kind?: string;
  readonly json?: boolean;
}

interface Checked {
  readonly file: string;
  readonly kind: string;
  readonly mistakes: readonly string[];
}

function usage(sentence: string): CommandError {
  return new CommandError(sentence, EXIT_CODES.usage);
}

function readText(path: string): TextFile {
  try {
    return { path, text: readFileSync(path, 'utf8') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw usage(`${path} cannot be read (${code}); check its name.`);
  }
}

/** The mistakes of a reading; none when it succeeds. */
function mistakesIn(read: () => void): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    const mistakes = mistakesOf(error);
    if (mistakes === undefined) throw error;
    return mistakes;
  }
}

function checkOne(path: string, wanted: FileKind | undefined): Checked {
  const file = readText(path);
  let kind = wanted;
  const unreadable = mistakesIn(() => {
    kind ??= kindOf(file);
  });
  if (unreadable.length > 0) return { file: path, kind: 'unknown', mistakes: unreadable };
  if (kind === undefined) {
    throw usage(`${path}: its content does not tell its kind; give --kind ${FILE_KINDS.map((each) => each.kind).join(', ')}.`);
  }
  const { check } = kind;
  return { file: path, kind: kind.kind, mistakes: mistakesIn(() => check(file)) };
}

function show({ file, kind, mistakes }: Checked): void {
  const title = FILE_KINDS.find((each) => each.kind === kind)?.title ?? 'kind unknown';
  print(`${file} (${title}): ${mistakes.length === 0 ? 'no mistakes' : pluralize(mistakes.length, 'mistake')}`);
  for (const sentence of mistakes) print(`  ${sentence}`);
}

export function registerCheck(parent: Command): void {
  parent
    .command('check')
    .description('check settings, scenarios, limit profiles, dialects, workloads, fault rules, settings of the programme and cards')
    .argument('<file...>', 'files of any of these kinds, found by content')
    .addOption(new Option('--kind <kind>', 'kind of all the files').choices(FILE_KINDS.map(({ kind }) => kind)))
    .option('--json', 'print the results as JSON')
    .addHelpText('after', EXAMPLES)
    .action((paths: readonly string[], { kind, json }: CheckFlags) => {
      const wanted = FILE_KINDS.find((each) => each.kind === kind);
      const checked = paths.map((path) => checkOne(path, wanted));
      if (json) printJson({ files: checked });
      else for (const each of checked) show(each);
      if (checked.some(({ mistakes }) => mistakes.length > 0)) process.exitCode = EXIT_CODES.failed;
    });
}
