/** The options of commands that connect to a server with TLS. */
import type { Command } from 'commander';
import { flagOf } from '../config/settings-table.ts';
import type { ClientTlsOptions, TlsOptionName } from '../tls/client-tls.ts';

export const tlsFlag: TlsOptionName = (option) => flagOf(option);

/** For commands that use the HTTP side only. */
export function addHttpsOptions(command: Command): Command {
  return command
    .option('--tls-ca <file>', 'CA of the certificate of the server, for https; without it, well-known ones')
    .option('--tls-cert <file>', 'client certificate, if the server demands one')
    .option('--tls-key <file>', 'private key of --tls-cert')
    .option('--tls-server-name <name>', 'name in the certificate of the server, when it is not the host of the address');
}

/** For commands that connect to a port for terminals. */
export function addTlsOptions(command: Command): Command {
  return addHttpsOptions(command.option('--tls', 'use TLS at the port for terminals'));
}

export type { ClientTlsOptions };
