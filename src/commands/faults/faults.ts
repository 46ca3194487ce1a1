import type { Command } from 'commander';
import { z } from 'zod';
import { readFaultFile } from '../../server/fault-setting.ts';
import { HttpClient } from '../http-client.ts';
import { CommandError, print, printJson, table } from '../output.ts';

const EXAMPLES = `
Examples:
  $ aksept faults set examples/faults/slow-day.yaml    these rules from now on, in place of those before
  $ aksept faults show                                 the rules in force, and how often each has hit
  $ aksept faults clear                                none
  $ aksept serve --faults FILE                         rules from the start

What stands in such a file: docs/faults.md.`;

const ANSWER = z.object({
  seed: z.string(),
  magicAmounts: z.boolean(),
  held: z.number(),
  rules: z.array(z.looseObject({ name: z.string(), injected: z.number(), match: z.unknown().optional(), do: z.unknown() })),
});

interface Flags {
  readonly url: string;
  readonly json?: boolean;
  readonly magicAmounts?: boolean;
}

/** `{"share":0.1}` as `share: 0.1` */
function brief(value: unknown): string {
  return value === undefined
    ? 'all'
    : JSON.stringify(value)
        .replace(/^\{(.*)\}$/, '$1')
        .replaceAll(/"(\w+)":/g, '$1: ')
        .replaceAll(/,(?=\w+: )/g, ', ');
}

function show(answer: unknown, { json }: Flags): void {
  const parsed = ANSWER.safeParse(answer);
  if (!parsed.success)
    throw new CommandError('The server answered in another form than this release expects; use the same release on both sides.');
  if (json === true) {
    printJson(answer);
    return;
  }
  const { rules, seed, magicAmounts, held } = parsed.data;
  if (rules.length === 0) print('No fault rules.');
  else {
    const rows = rules.map((rule) => [rule.name, String(rule.injected), brief(rule.match), brief(rule.do)]);
    print(table(['rule', 'injected', 'match', 'do'], rows, [1]));
    print(`Seed ${seed}; answers held now: ${held}.`);
  }
  print(`Magic amounts are ${magicAmounts ? 'on' : 'off'}.`);
}

async function set(path: string, flags: Flags): Promise<void> {
  const { seed, rules } = readFaultFile(path);
  const body = { seed, rules: rules.map(({ source }) => source), magicAmounts: flags.magicAmounts === true };
  show(await new HttpClient(flags.url).post('/v1/faults', body), flags);
}

export function registerFaults(program: Command): void {
  const faults = program.command('faults').description('show or change the fault rules of a running server').addHelpText('after', EXAMPLES);
  const add = (name: string, about: string): Command =>
    faults
      .command(name)
      .description(about)
      .option('--url <url>', 'HTTP side of the server', 'http://127.0.0.1:8080')
      .option('--json', 'print JSON');
  add('show', 'the rules in force').action(async (flags: Flags) => show(await new HttpClient(flags.url).get('/v1/faults'), flags));
  add('set <file>', 'replace the rules by those of a file (YAML or JSON)')
    .option('--magic-amounts', 'magic amounts on; without it they are off')
    .action(set);
  add('clear', 'take all rules away, magic amounts too').action(async (flags: Flags) =>
    show(await new HttpClient(flags.url).post('/v1/faults/clear', {}), flags),
  );
}
