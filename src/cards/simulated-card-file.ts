/**
 * The card file: synthetic cards for terminals under test, `{"notice": …, "cards": [ … ]}` or a bare list of
 * `{pan, expiry (YYMM), pin, balanceMinor, status, profile}`. Errors name the file and the entry, never a PAN or a PIN.
 */
import { isLuhnValid } from './pan.ts';

/** Statuses that a card file may give; the same words as on the server's side of the wire. */
export const SIMULATED_STATUSES = ['active', 'inactive', 'blocked', 'lost', 'stolen', 'closed'] as const;
export type SimulatedStatus = (typeof SIMULATED_STATUSES)[number];

export interface SimulatedCard {
  readonly pan: string;
  /** YYMM. */
  readonly expiry: string;
  readonly pin: string;
  /** What the card was issued with, not what is left on it. */
  readonly balanceMinor: number;
  readonly status: SimulatedStatus;
  readonly profile: string;
}

/** One sentence, safe to show. */
export class CardFileError extends Error {
  override readonly name = 'CardFileError';
}

export const CARDS_MAX = 2_000_000;

interface FieldRule {
  readonly name: keyof SimulatedCard;
  readonly fallback?: string | number;
  readonly valid: (value: unknown) => boolean;
  readonly must: string;
}

const FIELD_RULES: readonly FieldRule[] = [
  {
    name: 'pan',
    valid: (value) => typeof value === 'string' && /^\d{12,19}$/.test(value) && isLuhnValid(value),
    must: 'be 12 to 19 digits with a right check digit',
  },
  {
    name: 'expiry',
    valid: (value) => typeof value === 'string' && /^\d{2}(0[1-9]|1[0-2])$/.test(value),
    must: 'be four digits, YYMM',
  },
  { name: 'pin', valid: (value) => typeof value === 'string' && /^\d{4,12}$/.test(value), must: 'be 4 to 12 digits' },
  {
    name: 'balanceMinor',
    fallback: 0,
    valid: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
    must: 'be a whole number of øre, 0 or more',
  },
  {
    name: 'status',
    fallback: 'active',
    valid: (value) => (SIMULATED_STATUSES as readonly unknown[]).includes(value),
    must: `be one of ${SIMULATED_STATUSES.join(', ')}`,
  },
  { name: 'profile', fallback: '', valid: (value) => typeof value === 'string', must: 'be a text' },
];

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readCard(value: unknown, where: string): SimulatedCard {
  if (!isObject(value)) throw new CardFileError(`${where} is no object; write it as {"pan": …, "expiry": …, "pin": …}.`);
  const card: Record<string, unknown> = {};
  for (const rule of FIELD_RULES) {
    const given = value[rule.name] ?? rule.fallback;
    if (given === undefined) throw new CardFileError(`${where} has no ${rule.name}; it must ${rule.must}.`);
    if (!rule.valid(given)) throw new CardFileError(`${where} has a ${rule.name} that can't be used; it must ${rule.must}.`);
    card[rule.name] = given;
  }
  // Each field has just been checked by its rule.
  return card as Partial<SimulatedCard> as SimulatedCard;
}

/** Reads a card file's text. Throws CardFileError with one sentence: what is wrong, in which file and entry. */
export function readCardFile(text: string, sourceName: string): readonly SimulatedCard[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // The parser's own message may quote a PAN or a PIN.
    throw new CardFileError(`${sourceName} is no JSON; issue cards with "aksept cards issue --out ${sourceName}".`);
  }
  const list = isObject(parsed) ? parsed['cards'] : parsed;
  if (!Array.isArray(list)) throw new CardFileError(`${sourceName} holds no list of cards; it must be a list or {"cards": [ … ]}.`);
  if (list.length === 0) throw new CardFileError(`${sourceName} holds no cards; issue some with "aksept cards issue".`);
  if (list.length > CARDS_MAX) throw new CardFileError(`${sourceName} holds ${list.length} cards; at most ${CARDS_MAX} are taken.`);
  const entryByPan = new Map<string, number>();
  return list.map((value: unknown, index) => {
    const where = `${sourceName}, card ${index + 1},`;
    const card = readCard(value, where);
    const first = entryByPan.get(card.pan);
    if (first !== undefined) throw new CardFileError(`${where} has the same PAN as card ${first}; remove one of them.`);
    entryByPan.set(card.pan, index + 1);
    return card;
  });
}
