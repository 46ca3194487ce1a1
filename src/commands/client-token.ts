/** The bearer token of commands that use a running server. Never an argument: other users see those. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { clientTokenOf } from '../config/settings.ts';
import { CommandError, EXIT_CODES } from './output.ts';

export interface TokenOptions {
  readonly tokenFile?: string;
}

/** What a header can take. */
const TOKEN_FORM = /^[A-Za-z0-9._~+/=-]{1,1024}$/;

export function addTokenOption(command: Command): Command {
  return command.option('--token-file <file>', 'file with a token of: aksept tokens add, if the server demands one (or AKSEPT_TOKEN)');
}

function tokenIn(text: string, where: string): string {
  const token = text.trim();
  if (TOKEN_FORM.test(token)) return token;
  throw new CommandError(`${where} holds no token; aksept tokens add NAME --role read --out FILE makes one.`, EXIT_CODES.usage);
}

/** Undefined when none is given. Throws a CommandError. */
export function readClientToken({ tokenFile }: TokenOptions): string | undefined {
  if (tokenFile === undefined) {
    const given = clientTokenOf();
    return given === '' ? undefined : tokenIn(given, 'AKSEPT_TOKEN');
  }
  try {
    return tokenIn(readFileSync(tokenFile, 'utf8'), `--token-file ${tokenFile}`);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CommandError(`--token-file ${tokenFile} cannot be read (${code}); give the file that holds the token.`, EXIT_CODES.usage);
  }
}
