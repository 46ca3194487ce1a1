/** `aksept serve`: runs a server until a signal stops it. */
import type { Command } from 'commander';
import { loadSettings } from '../../config/settings.ts';
import { pluralize } from '../../protocol/plural.ts';
import type { App } from '../../server/app.ts';
import type { LoadedCards } from '../../server/load-card-file.ts';
import { note, print } from '../output.ts';
import { checkOutputPath } from '../output-path.ts';
import { advisingWhenInUse } from '../store-in-use.ts';
import { addSettings } from './options.ts';

const EXAMPLES = `
Examples:
  $ aksept serve                                       store in ./data/store; terminals on 7583 (protobuf), 8583 and
                                                       8593 (ISO 8583:1987 and 1993), HTTP on 8080
  $ aksept serve --cards cards.json                    with the cards of a file; those on file already stay as they are
  $ aksept serve --store memory: --cards cards.json    keeps nothing after its end
  $ aksept serve --store redis://127.0.0.1:6379/0      cards in Redis, which several servers can share
  $ aksept serve --iso8583 8584:1987-bcd+4a,8585:./examples/dialects/my-host.json+mac
                                                       other ISO 8583 dialects, headers and ports
  $ aksept serve --protobuf-port 0 --http-port 0 --iso8583 none
                                                       free ports, which are printed; no ISO 8583

An ISO 8583 listener is PORT:DIALECT, followed by options: +2b +4b +2a +4a +2bcd +2le +4le or +1 (length header; le:
the low byte comes first), +inclusive (the length includes the header), +tpdu or +notpdu, +pre12 (12 bytes in front of
the MTI, which the response repeats), +mac (requests must have a MAC).

With test keys, PAN and PIN of every card that is issued or loaded are kept in data/cards.json (--test-cards).

AKSEPT_KBPK is the key block protection key in hexadecimal digits; it is secret and read from the environment only.
SIGTERM or SIGINT stops the server after it has answered the requests in flight.`;

function loadedText({ cards, created }: LoadedCards): string {
  const there = cards - created;
  return `${pluralize(cards, 'card')}, ${created} new${there === 0 ? '' : `, ${there} on file already and not changed`}`;
}

function announce(app: App): void {
  const { settings, ports } = app;
  if (app.keysGenerated) note(`Made a ring of TEST keys: ${settings.keys} (give it to terminals with --keys).`);
  print(`Store     ${app.store.description}`);
  print(`Keys      ${settings.keys} (${app.ring.isTest ? 'TEST key ring' : 'key ring'} ${app.ring.id})`);
  if (app.loaded !== undefined) print(`Cards     ${settings.cards} (${loadedText(app.loaded)})`);
  print(`Terminals ${settings.host}:${ports.protobuf} (protobuf${ports.protobufIsTls ? ', TLS' : ''})`);
  for (const { port, description, isTls } of ports.iso8583)
    print(`Terminals ${settings.host}:${port} (${description}${isTls ? ', TLS' : ''})`);
  print(
    `HTTP      ${ports.httpIsTls ? 'https' : 'http'}://${settings.httpHost}:${ports.http} (/v1/cards, /v1/transactions, /metrics, /healthz, /readyz)`,
  );
}

const SERVE_BESIDE =
  'stop that process, or serve another store beside it with --store file:./data/other --protobuf-port 0 --http-port 0 --iso8583 none';

/** Resolves at the first SIGTERM or SIGINT. A second one ends the process at once. */
function untilAskedToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const onSignal = (signal: NodeJS.Signals): void => {
      process.off('SIGTERM', onSignal);
      process.off('SIGINT', onSignal);
      resolve(signal);
    };
    process.on('SIGTERM', onSignal);
    process.on('SIGINT', onSignal);
  });
}

/** Without TLS there is nothing to read again, and SIGHUP ends the process as usual. */
function reloadOnSignal(app: App): void {
  const { protobufIsTls, iso8583, httpIsTls } = app.ports;
  if (protobufIsTls || httpIsTls || iso8583.some(({ isTls }) => isTls)) process.on('SIGHUP', () => app.reloadTls());
}

export function registerServe(program: Command): void {
  const command = program.command('serve').description('run the authorization server').addHelpText('after', EXAMPLES);
  addSettings(command).action(async (flags: Readonly<Record<string, unknown>>) => {
    const asked = untilAskedToStop();
    const settings = loadSettings(flags);
    checkOutputPath('--record', settings.record);
    const { startApp } = await import('../../server/app.ts');
    const app = await advisingWhenInUse(SERVE_BESIDE, () => startApp(settings));
    reloadOnSignal(app);
    announce(app);
    note(`${await asked}: answering what is in flight, then stopping.`);
    await app.stop();
  });
}
