/** `aksept cards`: issue, list, fund and change cards, through a server or directly on a store. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CardEntry } from '../../cards/card-entry.ts';
import { writeCardFile } from '../../cards/card-file.ts';
import { CARD_KIND_ROWS, kindsLeftOut, MIX_BALANCE_MINOR, USUAL_CARD_MIX, USUAL_MIX_CARDS_MIN } from '../../cards/card-mix.ts';
import { onceEach, PROGRESS_PERIOD_MS } from '../../cards/progress.ts';
import { CARD_STATUSES } from '../../cards/status.ts';
import { TestCardFile } from '../../cards/test-card-file.ts';
import { loadSettings } from '../../config/settings.ts';
import type { Settings } from '../../config/settings-table.ts';
import { CardClient } from '../../http/card-client.ts';
import { CARD_ACTIONS } from '../../issuing/card-actions.ts';
import type { CardApi } from '../../issuing/card-api.ts';
import type { CardOrder } from '../../issuing/issue-cards.ts';
import type { CardChange } from '../../limits/state/card.ts';
import { pluralize } from '../../protocol/plural.ts';
import { addTokenOption, type TokenOptions } from '../client-token.ts';
import { CommandError, note, print, printJson } from '../output.ts';
import { checkOutputPath } from '../output-path.ts';
import { serverClient } from '../server-client.ts';
import { ASK_THE_SERVER, advisingWhenInUse } from '../store-in-use.ts';
import { addHttpsOptions, type ClientTlsOptions } from '../tls-options.ts';
import { cardOf, countOf, expiryOf, keyOf, type OrderFlags, orderOf, profileOf } from './arguments.ts';
import { addExplainOptions, EXPLAIN_EXAMPLES, type ExplainFlags, languageOf, printExplanation, questionOf } from './explain.ts';
import { addHistoryOptions, HISTORY_EXAMPLES, type HistoryFlags, printHistory, readHistory, wantedOf } from './history.ts';
import { minorOfNok, nokOfMinor } from './money.ts';
import { printCard, printCards, printFunding, printHeadroom } from './print.ts';

const PAGE_CARDS = 1_000;

interface ApiFlags extends ClientTlsOptions, TokenOptions {
  readonly url: string;
  readonly store?: string;
  readonly json?: boolean;
}

interface IssueFlags extends ApiFlags, OrderFlags {
  readonly seed: string;
  readonly out?: string;
}

/** Cards of a store that ends with the command are of no use to a server. */
function settingsOf(flags: ApiFlags): Settings {
  const settings = loadSettings({ ...flags });
  return settings.store === 'memory:' ? { ...settings, testCards: 'none' } : settings;
}

/**
 * Only --store bypasses the server; AKSEPT_STORE in the environment is a setting of the server.
 * `makesStore`: a file store that is not there is made.
 */
async function withCards(flags: ApiFlags, work: (cards: CardApi) => Promise<void>, makesStore = false): Promise<void> {
  if (flags.store === undefined) {
    await work(new CardClient(serverClient(flags.url, flags)));
    return;
  }
  const settings = settingsOf(flags);
  // Loaded only with --store: these modules load slowly.
  const [{ openCards, openCardsOnFile }, { createLog }] = await Promise.all([
    import('../../server/stores.ts'),
    import('../../server/log.ts'),
  ]);
  const open = makesStore ? openCards : openCardsOnFile;
  const parts = await advisingWhenInUse(ASK_THE_SERVER, () => open(settings, createLog('warn')));
  try {
    if (parts.keysGenerated) note(`Made a ring of TEST keys: ${settings.keys} (the server must use the same one).`);
    await work(parts.cards);
  } finally {
    await parts.store.close();
  }
}

function onFile<T>(found: T | undefined): T {
  if (found === undefined) throw new CommandError('This card is not on file; aksept cards list shows those that are.');
  return found;
}

function noteKindsLeftOut({ mix, count }: CardOrder): void {
  if (mix === undefined) return;
  const kinds = kindsLeftOut(mix, count);
  if (kinds.length === 0) return;
  const advice =
    mix === USUAL_CARD_MIX ? `the usual mix has all of its kinds from --count ${USUAL_MIX_CARDS_MIN}` : 'use a higher --count or share';
  note(`${pluralize(count, 'card')} are too few for the shares of ${kinds.join(', ')}; ${advice}.`);
}

/**
 * The cards that --out must keep: the file of test cards has the PINs of others, too. Throws a
 * CardFileError when they cannot be read.
 */
function keptIn(out: string | undefined): readonly CardEntry[] {
  return out !== undefined && resolve(out) === resolve(loadSettings({}).testCards) ? new TestCardFile(out).read() : [];
}

function writeCards(out: string, cards: readonly CardEntry[]): void {
  // Read after the order: the server may have added cards.
  const all = new Map([...keptIn(out), ...cards].map((card) => [card.pan, card]));
  writeCardFile(out, [...all.values()]);
}

async function issue(flags: IssueFlags): Promise<void> {
  const { seed, out } = flags;
  const order = orderOf(flags);
  checkOutputPath('--out', out);
  // Before the order: PINs that cannot be written would be lost.
  keptIn(out);
  const work = async (api: CardApi): Promise<void> => {
    const progress = onceEach(PROGRESS_PERIOD_MS, (issued, of) =>
      note(`${issued} of ${of} ${of === 1 ? 'card is' : 'cards are'} on file.`),
    );
    const { cards, created } = await api.issue(order, seed, (issued) => progress(issued, order.count));
    if (created < cards.length) note(`On file already and not changed: ${pluralize(cards.length - created, 'card')}.`);
    if (out !== undefined) writeCards(out, cards);
    noteKindsLeftOut(order);
    if (flags.json === true) printJson({ issued: created, file: out ?? null });
    else if (out === undefined) {
      print(`${pluralize(created, 'card')} issued. PANs and PINs are written to a file only: give one with --out.`);
    } else {
      print(`${pluralize(created, 'card')} issued; PANs and PINs (synthetic) are in ${out}.`);
    }
  };
  await withCards(flags, work, true);
}

async function list(flags: ApiFlags & { readonly max: string }): Promise<void> {
  const max = countOf(flags.max, '--max');
  await withCards(flags, async (api) => {
    let page = await api.list('', Math.min(max, PAGE_CARDS));
    const cards = [...page.cards];
    while (page.cursor !== '' && cards.length < max) {
      page = await api.list(page.cursor, Math.min(max - cards.length, PAGE_CARDS));
      cards.push(...page.cards);
    }
    printCards(cards, flags.json === true);
    if (page.cursor !== '') note(`There are more cards; use --max to show more than ${max}.`);
  });
}

const KINDS_TEXT = `  ${CARD_KIND_ROWS.filter(({ name }) => name !== 'ordinary')
  .map(({ name, usualShare }) => `${name} (${usualShare * 100}%)`)
  .join(', ')}`;

const EXAMPLES = {
  cards: `
Examples:
  $ aksept cards issue --count 100 --balance 20000 --out cards.json     through a running server
  $ aksept cards show 9578990000000000                                  by PAN or by token
  $ aksept cards history 9578990000000000                               what happened to it
  $ aksept cards fund 9578990000000000 250.50                           amounts are in kroner
  $ aksept cards list --json --store redis://127.0.0.1:6379/0           directly on a store
  $ aksept cards list --store file:./data/store                         on that of a server that is stopped`,
  issue: `
Examples:
  $ aksept cards issue --count 100 --balance 20000 --out cards.json
  $ aksept cards issue --count 10 --seed demo --out demo.json           the same cards every time
  $ aksept cards issue --count 5 --out cards.json --store memory:       a file only, for: aksept serve --cards cards.json
  $ aksept cards issue --count 1000 --mix usual --out cards.json        for aksept load: has a card for every flow
  $ aksept cards issue --count 1000 --mix 'lost=2%,expired=0.5%' --out cards.json

Kinds of --mix (shares of usual in brackets); the rest is ordinary cards:
${KINDS_TEXT}
The balance of the ordinary cards is ${nokOfMinor(MIX_BALANCE_MINOR)} unless --balance says otherwise. docs/load.md describes the kinds.`,
  one: (name: string, more: string) => `
Examples:
  $ aksept cards ${name} 9578990000000000${more}
  $ aksept cards ${name} 0123456789abcdef0123456789abcdef${more} --json`,
};

function addCommand(cards: Command, usage: string, about: string, examples: string): Command {
  const command = cards.command(usage).description(about).option('--url <url>', 'HTTP side of the server', 'http://127.0.0.1:8080');
  return addTokenOption(addHttpsOptions(command))
    .option('--store <url>', 'use this store directly, without a server')
    .option('--keys <path>', 'with --store: key ring file of its server')
    .option('--redis-prefix <text>', 'with --store: prefix of all Redis keys')
    .option('--profiles <path>', 'with --store: file of limit profiles')
    .option('--config <file>', 'with --store: file of settings, JSON or YAML')
    .option('--json', 'print JSON')
    .addHelpText('after', examples);
}

async function change(card: string, flags: ApiFlags, asked: CardChange): Promise<void> {
  const named = cardOf(card);
  await withCards(flags, async (api) => printCard(onFile(await api.change(named, asked)), flags.json === true));
}

function addChangeCommands(cards: Command): void {
  for (const action of CARD_ACTIONS) {
    addCommand(cards, `${action.name} <card>`, action.about, EXAMPLES.one(action.name, '')).action((card: string, flags: ApiFlags) =>
      change(card, flags, action.change),
    );
  }
  addCommand(cards, 'renew <card>', 'give a card a new expiry date; PIN and balance do not change', EXAMPLES.one('renew', ' --expiry 2811'))
    .requiredOption('--expiry <YYMM>', 'last month in which the card is valid')
    .action((card: string, flags: ApiFlags & { readonly expiry: string }) => change(card, flags, { expiry: expiryOf(flags.expiry) }));
  addCommand(
    cards,
    'profile <card> <name>',
    'change the limit profile of a card; earlier spending still counts',
    EXAMPLES.one('profile', ' nested'),
  ).action((card: string, profile: string, flags: ApiFlags) => change(card, flags, { profile: profileOf(profile, 'The argument <name>') }));
}

export function registerCards(program: Command): void {
  const cards = program.command('cards').description('issue and manage cards').addHelpText('after', EXAMPLES.cards);
  addCommand(cards, 'issue', 'issue synthetic cards', EXAMPLES.issue)
    .requiredOption('--count <n>', 'number of cards')
    .option('--balance <nok>', 'balance of each card, in kroner (default 0)')
    .option('--profile <name>', 'limit profile', 'kronekort')
    .option('--status <status>', `one of ${CARD_STATUSES.join(', ')} (default active)`)
    .option('--mix <mix>', 'cards of several kinds: usual, or kind=share,…')
    .option('--seed <text>', 'the same seed gives the same cards', '')
    .option('--out <file>', 'card file to write, with PANs and PINs')
    .action(issue);
  addCommand(cards, 'show <card>', 'show status, balance and PIN tries of a card', EXAMPLES.one('show', '')).action(
    async (card: string, flags: ApiFlags) => {
      const named = cardOf(card);
      await withCards(flags, async (api) => printCard(onFile(await api.show(named)), flags.json === true));
    },
  );
  addCommand(
    cards,
    'fund <card> <nok>',
    'add money to a card; a negative amount takes money off',
    EXAMPLES.one('fund', ' 250.50 --key load-2026-0017'),
  )
    .option('--key <text>', 'text of your own that names this funding: the same key again adds nothing')
    .action(async (card: string, nok: string, flags: ApiFlags & { readonly key?: string }) => {
      const [named, amountMinor, key] = [cardOf(card), minorOfNok(nok, 'The amount'), keyOf(flags.key)];
      await withCards(flags, async (api) => printFunding(onFile(await api.fund(named, amountMinor, key)), flags.json === true));
    });
  addChangeCommands(cards);
  addCommand(cards, 'headroom <card>', 'show what is left of each limit of a card', EXAMPLES.one('headroom', '')).action(
    async (card: string, flags: ApiFlags) => {
      const named = cardOf(card);
      await withCards(flags, async (api) => printHeadroom(onFile(await api.headroom(named)), flags.json === true));
    },
  );
  addHistoryOptions(
    addCommand(cards, 'history <card>', 'show what happened to a card: decisions, holds, loads, changes', HISTORY_EXAMPLES),
  ).action(async (card: string, flags: ApiFlags & HistoryFlags) => {
    const [named, wanted] = [cardOf(card), wantedOf(flags)];
    await withCards(flags, async (api) => printHistory(onFile(await readHistory(api, named, wanted)), wanted, flags.json === true));
  });
  addExplainOptions(
    addCommand(cards, 'explain <card>', 'show whether an amount would be approved, and if not, why and when', EXPLAIN_EXAMPLES),
  ).action(async (card: string, flags: ApiFlags & ExplainFlags) => {
    const [named, question, language] = [cardOf(card), questionOf(flags), languageOf(flags)];
    await withCards(flags, async (api) => printExplanation(onFile(await api.explain(named, question)), language, flags.json === true));
  });
  addCommand(cards, 'list', 'list the cards on file', EXAMPLES.cards).option('--max <n>', 'maximum number of cards', '100').action(list);
}
