/** The file of bearer tokens and of names of client certificates, each with its role. */
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError } from '../../config/config-error.ts';
import { replaceFile } from '../../config/replace-file.ts';
import { ROLES } from './role.ts';

const NAME_FORM = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;
export const NAME_ADVICE = 'must be 1 to 64 letters, digits, dots, dashes, _ or @, and begin with a letter or digit';
/** The common name of a certificate may hold spaces, too. */
const COMMON_NAME_FORM = /^[\x21-\x7e](?:[\x20-\x7e]{0,62}[\x21-\x7e])?$/;
export const COMMON_NAME_ADVICE = 'must be the common name of a certificate: 1 to 64 printable ASCII characters';
export const ENTRIES_MAX = 1_000;
const FILE_BYTES_MAX = 1_048_576;
/** For its owner only: who has a hash cannot use it, but may see who may do what. */
const FILE_MODE = 0o600;

/** BrukerID. */
const USER_FORM = /^[A-Z0-9]{3,12}$/;
export const USER_ADVICE = 'must be a BrukerID: 3 to 12 capital letters and digits';

const HELD = {
  role: z.enum(ROLES),
  user: z.string().regex(USER_FORM).exactOptional(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().optional(),
};
const TOKEN_ENTRY = z.strictObject({ name: z.string().regex(NAME_FORM), ...HELD, sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const CERTIFICATE_ENTRY = z.strictObject({ name: z.string().regex(COMMON_NAME_FORM), ...HELD });
const TOKEN_FILE = z.strictObject({
  aksept: z.literal('tokens'),
  version: z.literal(1),
  tokens: z.array(TOKEN_ENTRY).max(ENTRIES_MAX),
  certificates: z.array(CERTIFICATE_ENTRY).max(ENTRIES_MAX),
});

export type TokenFile = Pick<z.infer<typeof TOKEN_FILE>, 'tokens' | 'certificates'>;

export const NO_TOKENS: TokenFile = { tokens: [], certificates: [] };

export function isUserId(text: string): boolean {
  return USER_FORM.test(text);
}

export function isTokenName(text: string): boolean {
  return NAME_FORM.test(text);
}

export function isCommonName(text: string): boolean {
  return COMMON_NAME_FORM.test(text);
}

function damaged(path: string, where: string): ConfigError {
  return new ConfigError(
    `${path} is no file of tokens (${where}); restore it from a copy, or remove it and make new tokens with: aksept tokens add.`,
  );
}

/** Undefined when there is no such file. Throws a ConfigError of one sentence, which quotes nothing of it. */
export function readTokenFile(path: string): TokenFile | undefined {
  let text: string;
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (found.size > FILE_BYTES_MAX) throw damaged(path, `longer than ${FILE_BYTES_MAX} bytes`);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ConfigError(`The file of tokens ${path} cannot be read (${code}); correct its permissions or the setting httpTokens.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged(path, 'not JSON');
  }
  const parsed = TOKEN_FILE.safeParse(value);
  if (!parsed.success) throw damaged(path, `see ${parsed.error.issues[0]?.path.map(String).join('.') || 'its first line'}`);
  const { tokens, certificates } = parsed.data;
  for (const [list, entries] of Object.entries({ tokens, certificates })) {
    if (new Set(entries.map(({ name }) => name)).size < entries.length) throw damaged(path, `a name is twice in ${list}`);
    if (entries.some(({ role, user }) => (role === 'programme') !== (user !== undefined))) {
      throw damaged(path, `a user of ${list} has another role than programme, or the role has no user`);
    }
  }
  return { tokens, certificates };
}

/** Whole or not at all, for its owner only. Throws the error of the system. */
export function writeTokenFile(path: string, { tokens, certificates }: TokenFile): void {
  replaceFile(path, `${JSON.stringify({ aksept: 'tokens', version: 1, tokens, certificates }, undefined, 2)}\n`, FILE_MODE);
}
