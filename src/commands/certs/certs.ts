/** `aksept certs`: certificates for tests. */
import { isIP } from 'node:net';
import type { Command } from 'commander';
import { parseWhole } from '../../config/quantity.ts';
import { writeCertificateFolder } from '../../tls/certificate-folder.ts';
import { CommandError, EXIT_CODES, note, print, printJson } from '../output.ts';

const EXAMPLES = `
Examples:
  $ aksept certs dev                                   for a server on this machine, in data/tls
  $ aksept certs dev --out data/tls-2 --host host.example --host 192.0.2.7
  $ aksept certs dev --out data/tls-3 --client till-7 --terminal T0000001 --terminal T0000002
                                                       a client certificate that names two terminals

The certificates are for tests only: the keys have no passphrase, and the key of the CA is beside them.`;

interface DevFlags {
  readonly out: string;
  readonly host?: readonly string[];
  readonly client: string;
  readonly terminal?: readonly string[];
  readonly days: string;
  readonly json?: boolean;
}

const LOOPBACK = ['localhost', '127.0.0.1', '::1'] as const;
const DAYS_MAX = 3_650;
const HOST_NAME = /^(?=.{1,253}$)(?:\*\.)?[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9][A-Za-z0-9-]{0,62})*$/;
const TERMINAL_ID = /^[A-Za-z0-9._-]{1,16}$/;
const COMMON_NAME = /^[\x20-\x7e]{1,64}$/;

function wrong(sentence: string): never {
  throw new CommandError(sentence, EXIT_CODES.usage);
}

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

function hostsOf(given: readonly string[]): readonly string[] {
  const bad = given.find((host) => isIP(host) === 0 && !HOST_NAME.test(host));
  if (bad !== undefined) wrong(`--host ${bad} is no host name or address; write one such as host.example.`);
  return [...new Set([...given, ...LOOPBACK])];
}

async function dev(flags: DevFlags): Promise<void> {
  const { out, client, terminal: terminals = [], json } = flags;
  const days = parseWhole(flags.days, '--days', 1, DAYS_MAX);
  const hosts = hostsOf(flags.host ?? []);
  if (!COMMON_NAME.test(client)) wrong('--client must be 1 to 64 printable ASCII characters.');
  const bad = terminals.find((id) => !TERMINAL_ID.test(id));
  if (bad !== undefined) wrong(`--terminal ${bad} must be 1 to 16 letters, digits, dots or dashes.`);
  const paths = await writeCertificateFolder({ folder: out, hosts, client, terminals, validity: { days, nowMs: Date.now() } });
  if (json === true) {
    printJson({ ...paths, hosts, client, terminals, days });
    return;
  }
  note('These certificates are for tests only: whoever has ca-key.pem can make more that your machines trust.');
  print(`Wrote ${out}: ca.pem, server.pem (${hosts.join(', ')}), client.pem (${client}), and their keys; valid for ${days} days.

Server:     aksept serve --tls-cert ${paths.server} --tls-key ${paths.serverKey}
            add --tls-client-ca ${paths.ca} to demand client certificates
HTTPS:      aksept serve --http-tls-cert ${paths.server} --http-tls-key ${paths.serverKey}
Terminals:  aksept load --target 127.0.0.1:7583 --tls --tls-ca ${paths.ca}
            add --tls-cert ${paths.client} --tls-key ${paths.clientKey} where client certificates are demanded`);
}

export function registerCerts(program: Command): void {
  const certs = program.command('certs').description('make certificates for tests').addHelpText('after', EXAMPLES);
  certs
    .command('dev')
    .description('make a test CA, and a server and a client certificate of it')
    .option('--out <folder>', 'folder to write; a file that is there is never overwritten', 'data/tls')
    .option('--host <name>', 'host name or address of the server, beside those of this machine; can be repeated', collect)
    .option('--client <name>', 'common name of the client certificate', 'terminal-1')
    .option('--terminal <id>', 'terminal id that the client certificate names, for tlsTerminals; can be repeated', collect)
    .option('--days <n>', 'how long the certificates are valid', '365')
    .option('--json', 'print the paths as JSON')
    .addHelpText('after', EXAMPLES)
    .action(dev);
}
