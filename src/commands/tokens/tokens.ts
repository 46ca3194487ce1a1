/** `aksept tokens`: who may use the HTTP side of a server, and what for. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { DAY_MS } from '../../config/duration.ts';
import { parseDurationMs, QuantityError } from '../../config/quantity.ts';
import { replaceFile } from '../../config/replace-file.ts';
import { loadSettings } from '../../config/settings.ts';
import { whileLocked } from '../../folder-lock/locked-file.ts';
import { isRole, ROLES, type Role } from '../../http/access/role.ts';
import { newToken, tokenHash } from '../../http/access/token.ts';
import {
  COMMON_NAME_ADVICE,
  ENTRIES_MAX,
  isCommonName,
  isTokenName,
  isUserId,
  NAME_ADVICE,
  NO_TOKENS,
  readTokenFile,
  type TokenFile,
  USER_ADVICE,
  writeTokenFile,
} from '../../http/access/token-file.ts';
import { CommandError, EXIT_CODES, note, print, printJson, table } from '../output.ts';
import { checkOutputPath } from '../output-path.ts';

const EXAMPLES = `
Examples:
  $ aksept tokens add anna --role operate              prints the token, once
  $ aksept tokens add prometheus --role read --out data/prometheus.token
                                                       writes it into a file for its owner only
  $ aksept tokens add ci --role operate --expires 90d
  $ aksept tokens add ops-1 --role operate --certificate
                                                       a role for a client certificate, by its common name
  $ aksept tokens add kari --role programme --user KN0001
                                                       acts as this user in the card programme, and does nothing else
  $ aksept tokens list
  $ aksept tokens revoke ci                            a running server refuses it within a second

Roles: read asks and looks; operate also issues, changes and funds cards, sends transactions and sets fault rules;
programme is for the back office of the card programme only, and belongs to one of its users.
Commands take a token with --token-file FILE or in AKSEPT_TOKEN. docs/access.md describes all of it.`;

interface FileFlags {
  readonly file?: string;
  readonly json?: boolean;
}

interface AddFlags extends FileFlags {
  readonly role: string;
  readonly user?: string;
  readonly expires?: string;
  readonly certificate?: boolean;
  readonly out?: string;
}

const KEY_FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const EXPIRES_DAYS_MAX = 3_650;

function wrong(sentence: string): CommandError {
  return new CommandError(sentence, EXIT_CODES.usage);
}

function pathOf({ file }: FileFlags): string {
  return file ?? loadSettings({}).httpTokens;
}

function roleOf(text: string): Role {
  if (isRole(text)) return text;
  throw wrong(`--role must be one of ${ROLES.join(', ')}.`);
}

/** Undefined unless the role is `programme`, which belongs to a user. */
function userOf(role: Role, user: string | undefined): string | undefined {
  if (role !== 'programme') {
    if (user !== undefined) throw wrong('--user is for the role programme; leave it out, or give --role programme.');
    return undefined;
  }
  if (user === undefined) throw wrong('The role programme belongs to a user of the back office; give --user BRUKERID.');
  if (!isUserId(user)) throw wrong(`--user ${USER_ADVICE}.`);
  return user;
}

/** Days, or a duration as elsewhere. Undefined: it does not expire. */
function expiryOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  const ms = days === undefined ? durationOf(text) : Number(days) * DAY_MS;
  if (ms <= 0 || ms > EXPIRES_DAYS_MAX * DAY_MS) throw wrong(`--expires must be more than 0 and at most ${EXPIRES_DAYS_MAX}d.`);
  return new Date(Date.now() + ms).toISOString();
}

function durationOf(text: string): number {
  try {
    return parseDurationMs(text, '--expires');
  } catch (error) {
    if (error instanceof QuantityError) throw wrong(`--expires must be a duration such as 90d or 12h, not "${text}".`);
    throw error;
  }
}

/**
 * Reads the file, changes it and writes it; another process that changes it waits meanwhile.
 * `changed` throws what speaks against the change.
 */
async function change(path: string, changed: (file: TokenFile | undefined) => TokenFile): Promise<void> {
  checkOutputPath('--file', path, true);
  mkdirSync(dirname(path), { recursive: true, mode: FOLDER_MODE });
  await whileLocked(path, () => writeTokenFile(path, changed(readTokenFile(path))));
}

function checkRoom(path: string, kind: 'token' | 'certificate', list: readonly { readonly name: string }[], name: string): void {
  if (list.some((entry) => entry.name === name)) {
    throw new CommandError(`${path} has a ${kind} ${name} already; revoke it first, or take another name.`);
  }
  if (list.length >= ENTRIES_MAX) throw new CommandError(`${path} has ${ENTRIES_MAX} entries, and no more are kept; revoke some.`);
}

interface Addition {
  readonly path: string;
  readonly name: string;
  readonly role: Role;
  /** Of the role `programme` only. */
  readonly user: string | undefined;
  /** Undefined: it does not expire. */
  readonly expiresAt: string | undefined;
}

function heldBy({ role, user, expiresAt }: Addition) {
  return {
    role,
    ...(user === undefined ? {} : { user }),
    createdAt: new Date().toISOString(),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

function shownOf({ path, name, role, user, expiresAt }: Addition) {
  return { name, role, ...(user === undefined ? {} : { user }), expiresAt: expiresAt ?? null, file: path };
}

async function addCertificate(addition: Addition, isJson: boolean): Promise<void> {
  const { path, name, role, user, expiresAt } = addition;
  await change(path, ({ tokens, certificates } = NO_TOKENS) => {
    checkRoom(path, 'certificate', certificates, name);
    return { tokens, certificates: [...certificates, { name, ...heldBy(addition) }] };
  });
  if (isJson) printJson(shownOf(addition));
  else print(`Certificates with the common name ${name} have the role ${role}${ofText(user)}${untilText(expiresAt)}.`);
}

async function addToken(addition: Addition, out: string | undefined, isJson: boolean): Promise<void> {
  const { path, name, role, user, expiresAt } = addition;
  const token = newToken();
  await change(path, ({ tokens, certificates } = NO_TOKENS) => {
    checkRoom(path, 'token', tokens, name);
    return { tokens: [...tokens, { name, ...heldBy(addition), sha256: tokenHash(token).toString('hex') }], certificates };
  });
  if (out !== undefined) replaceFile(out, `${token}\n`, KEY_FILE_MODE);
  if (isJson) {
    printJson(out === undefined ? { ...shownOf(addition), token } : { ...shownOf(addition), out });
    return;
  }
  note(
    `The token ${name} has the role ${role}${ofText(user)}${untilText(expiresAt)}. ${path} keeps a hash of it only, so it is not shown again.`,
  );
  print(out === undefined ? token : `The token is in ${out}.`);
}

async function add(name: string, flags: AddFlags): Promise<void> {
  const { out, certificate = false, json = false } = flags;
  const role = roleOf(flags.role);
  const user = userOf(role, flags.user);
  const expiresAt = expiryOf(flags.expires);
  if (!(certificate ? isCommonName(name) : isTokenName(name))) {
    throw wrong(`The argument <name> ${certificate ? COMMON_NAME_ADVICE : NAME_ADVICE}.`);
  }
  if (certificate && out !== undefined) throw wrong('--out is for a token; a certificate has none.');
  checkOutputPath('--out', out);
  if (out !== undefined && existsSync(out)) throw wrong(`${out} is there already; give another file with --out, or remove it.`);
  const addition = { path: pathOf(flags), name, role, user, expiresAt };
  await (certificate ? addCertificate(addition, json) : addToken(addition, out, json));
}

function ofText(user: string | undefined): string {
  return user === undefined ? '' : ` of the user ${user}`;
}

function untilText(expiresAt: string | undefined): string {
  return expiresAt === undefined ? '' : ` until ${expiresAt}`;
}

/** The file must be there: nothing is listed or revoked in one that was mistyped. */
function fileAt(path: string, file: TokenFile | undefined = readTokenFile(path)): TokenFile {
  if (file === undefined) throw wrong(`There is no file of tokens ${path}; make one with: aksept tokens add, or name it with --file.`);
  return file;
}

function list(flags: FileFlags): void {
  const { tokens, certificates } = fileAt(pathOf(flags));
  const entries = [
    ...tokens.map((entry) => ({ kind: 'token', ...entry })),
    ...certificates.map((entry) => ({ kind: 'certificate', ...entry })),
  ].map(({ kind, name, role, user, createdAt, expiresAt }) => ({
    kind,
    name,
    role,
    user: user ?? null,
    createdAt,
    expiresAt: expiresAt ?? null,
    expired: expiresAt !== undefined && Date.parse(expiresAt) <= Date.now(),
  }));
  if (flags.json === true) {
    printJson({ entries });
    return;
  }
  const rows = entries.map(({ kind, name, role, user, createdAt, expiresAt, expired }) => [
    name,
    kind,
    user === null ? role : `${role} ${user}`,
    createdAt.slice(0, 10),
    expiresAt === null ? 'never' : expired ? `expired ${expiresAt.slice(0, 10)}` : expiresAt.slice(0, 10),
  ]);
  print(rows.length === 0 ? 'There are no tokens.' : table(['name', 'kind', 'role', 'made', 'expires'], rows, []));
}

async function revoke(name: string, flags: FileFlags & { readonly certificate?: boolean }): Promise<void> {
  const path = pathOf(flags);
  fileAt(path);
  const { certificate = false } = flags;
  const what = certificate ? 'certificate' : 'token';
  const without = <T extends { readonly name: string }>(entries: readonly T[]): T[] => entries.filter((entry) => entry.name !== name);
  await change(path, (file) => {
    const { tokens, certificates } = fileAt(path, file);
    const left = certificate ? { tokens, certificates: without(certificates) } : { tokens: without(tokens), certificates };
    if (left.tokens.length + left.certificates.length === tokens.length + certificates.length) {
      throw new CommandError(`${path} has no ${what} ${name}; aksept tokens list shows those that it has.`);
    }
    return left;
  });
  if (flags.json === true) printJson({ name, kind: what, revoked: true });
  else print(`The ${what} ${name} is revoked; a running server refuses it within a second.`);
}

export function registerTokens(program: Command): void {
  const tokens = program
    .command('tokens')
    .description('make, list and revoke the tokens that the HTTP side of a server takes')
    .addHelpText('after', EXAMPLES);
  const command = (usage: string, about: string): Command =>
    tokens
      .command(usage)
      .description(about)
      .option('--file <path>', 'file of tokens (default: the setting httpTokens, data/tokens.json)')
      .option('--json', 'print JSON')
      .addHelpText('after', EXAMPLES);
  command('add <name>', 'make a token, or give a client certificate a role')
    .requiredOption('--role <role>', `one of ${ROLES.join(', ')}`)
    .option('--user <brukerid>', 'with the role programme: the user of the back office whose token it is')
    .option('--expires <duration>', 'how long it is valid, such as 90d; without it, until it is revoked')
    .option('--certificate', '<name> is the common name of a client certificate')
    .option('--out <file>', 'write the token into a new file, for its owner only, instead of printing it')
    .action(add);
  command('list', 'list names and roles; the tokens themselves are not kept').action(list);
  command('revoke <name>', 'revoke a token, or take the role from a client certificate')
    .option('--certificate', '<name> is the common name of a client certificate')
    .action(revoke);
}
