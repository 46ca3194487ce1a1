/** `aksept faults`: shows, replaces and clears the fault rules of a running server. */
import type { Command } from 'commander';
import { z } from 'zod';
import { parseAnswer } from '../../http/client.ts';
import { FAULTS } from '../../http/schema/faults.ts';
import { readFaultFile } from '../../server/fault-setting.ts';
import { addTokenOption, type TokenOptions } from '../client-token.ts';
import { print, printJson, table } from '../output.ts';
import { serverClient } from '../server-client.ts';
import { addHttpsOptions, type ClientTlsOptions } from '../tls-options.ts';

const EXAMPLES = `
Examples:
  $ aksept faults set examples/faults/slow-day.yaml    replace all rules by those of a file
  $ aksept faults show                                 show the rules, and how often each was applied
  $ aksept faults clear                                remove all rules
  $ aksept serve --faults FILE                         rules from the start of a server

docs/faults.md describes the files.`;

interface Flags extends ClientTlsOptions, TokenOptions {
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

/** With --json the answer is printed unchanged. */
function show(answer: unknown, { json }: Flags): void {
  const { rules, seed, magicAmounts, held } = parseAnswer(FAULTS, answer);
  if (json === true) {
    printJson(answer);
    return;
  }
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
  show(await serverClient(flags.url, flags).post('/v1/faults', body, z.unknown()), flags);
}

export function registerFaults(program: Command): void {
  const faults = program.command('faults').description('show or change the fault rules of a running server').addHelpText('after', EXAMPLES);
  const add = (name: string, about: string): Command =>
    addTokenOption(
      addHttpsOptions(faults.command(name).description(about).option('--url <url>', 'HTTP side of the server', 'http://127.0.0.1:8080')),
    ).option('--json', 'print JSON');
  add('show', 'show the rules in force').action(async (flags: Flags) =>
    show(await serverClient(flags.url, flags).get('/v1/faults', z.unknown()), flags),
  );
  add('set <file>', 'replace the rules by those of a file (YAML or JSON)')
    .option('--magic-amounts', 'turn magic amounts on; without this flag they are turned off')
    .action(set);
  add('clear', 'remove all rules and turn magic amounts off').action(async (flags: Flags) =>
    show(await serverClient(flags.url, flags).post('/v1/faults/clear', {}, z.unknown()), flags),
  );
}
