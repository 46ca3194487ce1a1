/** `aksept serve`: runs a server until a signal stops it. */
import type { Command } from 'commander';
import { loadSourcedSettings } from '../../config/settings.ts';
import type { App } from '../../server/app.ts';
import { note, print } from '../output.ts';
import { checkOutputPath } from '../output-path.ts';
import { advisingWhenInUse } from '../store-in-use.ts';
import { announcementBlock, announcementLines, hasColor } from './announce.ts';
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
  $ aksept serve --tls-cert data/tls/server.pem --tls-key data/tls/server-key.pem
                                                       TLS for terminals, with files of: aksept certs dev

An ISO 8583 listener is PORT:DIALECT, followed by options: +2b +4b +2a +4a +2bcd +2le +4le or +1 (length header; le:
the low byte comes first), +inclusive (the length includes the header), +tpdu or +notpdu, +pre12 (12 bytes in front of
the MTI, which the response repeats), +mac (requests must have a MAC), +notls (no TLS, also with --tls-cert).

--show writes each message in one line: time, wire, MTI or class, STAN, terminal, amount, outcome and duration. It shows no card data, and at most 100 messages a second; the others are counted. --show full also writes the bytes of ISO 8583 messages, masked, in the form of aksept inspect, at most 10 a second.

Load runs that are started over HTTP or on the page Load of the console go to this server's own listeners; with --allow-remote they may have another host as their target.

With test keys, PAN and PIN of every card that is issued or loaded are kept in data/cards.json (--test-cards).

AKSEPT_KBPK is the key block protection key in hexadecimal digits; it is secret and read from the environment only.
Off loopback (--http-host), HTTP demands a token of: aksept tokens add, or a client certificate.

SIGTERM or SIGINT stops the server after it has answered the requests in flight. SIGHUP reads the files of TLS again, and opens the file of --http-audit anew.`;

function announce(app: App): void {
  if (app.keysGenerated) note(`Made a ring of TEST keys: ${app.settings.keys} (give it to terminals with --keys).`);
  const isTerminal = process.stdout.isTTY === true;
  for (const line of isTerminal ? announcementBlock(app, hasColor(process.stdout)) : announcementLines(app)) print(line);
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

/** Without TLS and a file of the audit there is nothing to read again, and SIGHUP ends the process as usual. */
function reloadOnSignal(app: App): void {
  const { protobufIsTls, iso8583, httpIsTls } = app.ports;
  const isTls = protobufIsTls || httpIsTls || iso8583.some((each) => each.isTls);
  if (isTls) process.on('SIGHUP', () => app.reloadTls());
  if (app.settings.httpAudit !== '') process.on('SIGHUP', () => app.reopenAudit());
}

interface ServeFlags extends Readonly<Record<string, unknown>> {
  readonly show?: string | true;
}

export function registerServe(program: Command): void {
  const command = program.command('serve').description('run the authorization server').addHelpText('after', EXAMPLES);
  command.option('--show [form]', 'write each message in one line as it passes; full: with its bytes, in the form of aksept inspect');
  addSettings(command).action(async ({ show: form, ...flags }: ServeFlags) => {
    const asked = untilAskedToStop();
    const { settings, sources } = loadSourcedSettings(flags);
    checkOutputPath('--record', settings.record);
    const [{ startApp }, { logFor, showFor }] = await Promise.all([import('../../server/app.ts'), import('./watch.ts')]);
    const show = form === undefined ? undefined : showFor(form);
    const app = await advisingWhenInUse(SERVE_BESIDE, () => startApp(settings, { log: logFor(settings.logLevel), show, sources }));
    reloadOnSignal(app);
    announce(app);
    note(`${await asked}: answering what is in flight, then stopping.`);
    await app.stop();
    show?.close();
  });
}
