/**
 * Finds the fields of a request that the dialect's elements cannot carry and writes them as tags of
 * its private element. Whether a code table carries a field is found out by writing the request and
 * reading it back.
 */
import { SECOND_MS } from '../../../config/duration.ts';
import type { TransactionRequest } from '../../message.ts';
import { SECONDARY_FROM } from '../codec/layout.ts';
import type { Plan } from '../codec/plan.ts';
import type { Tags } from '../codec/write/request-step.ts';
import type { AdditionalField } from '../dialect/dialect.ts';

/** Fields that code tables may carry, depending on the dialect and the message. */
export const WORDS = ['purpose', 'entryMode', 'terminalType', 'reversalReason'] as const;
export type Word = (typeof WORDS)[number];
/** The tag value for an empty field where the elements alone would be read as some value. */
export const NO_WORD = '-';

/** How many kinds of requests are remembered. */
const TRIED_MAX = 512;
const ISO0_BYTES = 8;
const ISO4_BYTES = 16;

/** Writes the request with these tags and reads it back. */
export type TryOut = (request: TransactionRequest, tags: Tags) => TransactionRequest | undefined;

/**
 * A kind of request, by all that decides what the code tables carry, and the fields that they lose.
 */
interface Tried {
  readonly class: string;
  readonly purpose: string;
  readonly type: string;
  readonly entryMode: string;
  readonly terminalType: string;
  readonly reversalReason: string;
  readonly mcc: number;
  /** How the original is named, and whether RRN and country are present: see `namingOf`. */
  readonly naming: number;
  readonly lost: readonly Word[];
}

const NAMING_CLASSES = ['', 'authorization', 'financial', 'advice', 'reversal'] as const;

function namingOf(request: TransactionRequest): number {
  const { original } = request;
  let naming = (request.rrn === '' ? 1 : 0) + (request.terminalCountry === 0 ? 2 : 0);
  if (original === undefined) return naming;
  naming += (original.stan === 0 ? 4 : 0) + (original.approvalCode === '' ? 8 : 0);
  return naming + 16 * (1 + NAMING_CLASSES.indexOf(original.class));
}

function isTried(tried: Tried, request: TransactionRequest, mcc: number, naming: number): boolean {
  return (
    tried.class === request.class &&
    tried.type === request.type &&
    tried.mcc === mcc &&
    tried.entryMode === request.entryMode &&
    tried.terminalType === request.terminalType &&
    tried.purpose === request.purpose &&
    tried.reversalReason === request.reversalReason &&
    tried.naming === naming
  );
}

function inferredFormat(pinBlock: Buffer): string {
  if (pinBlock.length === ISO0_BYTES) return 'iso0';
  return pinBlock.length === ISO4_BYTES ? 'iso4' : '';
}

function hex(bytes: Buffer): string {
  return bytes.toString('hex').toUpperCase();
}

/**
 * Tags for fields that have no element in any dialect. `hasCountryElement`: the dialect has an
 * element for the terminal's country. `namesByTime`: it has DE90, which holds the original's time.
 */
function plainTags(request: TransactionRequest, hasCountryElement: boolean, namesByTime: boolean): Tags {
  const tags: Tags = new Map<AdditionalField, string>();
  const { pinBlock, pinBlockFormat, original } = request;
  if (pinBlockFormat !== '' && pinBlockFormat !== inferredFormat(pinBlock)) tags.set('pinBlockFormat', pinBlockFormat);
  if (request.pinKeyId !== '') tags.set('pinKeyId', request.pinKeyId);
  if (pinBlock.length > 0 && pinBlock.length !== ISO0_BYTES) tags.set('pinBlock', hex(pinBlock));
  if (request.newPinBlock.length > 0) tags.set('newPinBlock', hex(request.newPinBlock));
  if (request.pinKsn.length > 0) tags.set('pinKsn', hex(request.pinKsn));
  if (!hasCountryElement && request.terminalCountry !== 0) tags.set('terminalCountry', String(request.terminalCountry).padStart(3, '0'));
  if (request.allowPartialApproval) tags.set('allowPartialApproval', '1');
  if (request.explain) tags.set('explain', '1');
  if (original === undefined) return tags;
  if (original.localDate !== '') tags.set('originalDate', original.localDate);
  if (!namesByTime && original.transmissionTimeMs !== 0)
    // Without DE90 the original's time goes into a tag; DE7 is no finer than a second.
    tags.set('originalTime', String(Math.floor(original.transmissionTimeMs / SECOND_MS) * SECOND_MS));
  if (original.rrn !== '' && original.rrn !== request.rrn) tags.set('originalRrn', original.rrn);
  return tags;
}

export class Tagger {
  readonly #tryOut: TryOut;
  readonly #hasCountryElement: boolean;
  readonly #namesByTime: boolean;
  readonly #tellingMccs: ReadonlySet<number>;
  /**
   * A run of terminals sends few kinds of messages, so searching this list costs less than building
   * a map key from the fields.
   */
  #tried: Tried[] = [];

  constructor(plan: Plan, tryOut: TryOut) {
    this.#tryOut = tryOut;
    this.#hasCountryElement = plan.countries.length > 0;
    this.#namesByTime = plan.fields.original >= SECONDARY_FROM;
    const tables = plan.terminalTypes.filter((table) => table.element === plan.fields.mcc);
    this.#tellingMccs = new Set(tables.flatMap((table) => [...table.codes.values()].map(Number)));
  }

  tagsOf(request: TransactionRequest): Tags {
    const tags = plainTags(request, this.#hasCountryElement, this.#namesByTime);
    for (const word of this.#lost(request, tags)) tags.set(word, request[word] === '' ? NO_WORD : request[word]);
    return tags;
  }

  #lost(request: TransactionRequest, tags: Tags): readonly Word[] {
    const mcc = this.#tellingMccs.has(request.mcc) ? request.mcc : 0;
    const naming = namingOf(request);
    for (const tried of this.#tried) if (isTried(tried, request, mcc, naming)) return tried.lost;
    const back = this.#tryOut(request, tags);
    // A malformed request says nothing about other requests of its kind.
    if (back === undefined) return [];
    const lost = WORDS.filter((word) => back[word] !== request[word]);
    if (this.#tried.length >= TRIED_MAX) this.#tried = [];
    const { class: messageClass, purpose, type, entryMode, terminalType, reversalReason } = request;
    this.#tried.push({ class: messageClass, purpose, type, entryMode, terminalType, reversalReason, mcc, naming, lost });
    return lost;
  }
}
