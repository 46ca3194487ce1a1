/** Which words of a request the dialect's own elements would not bring back, so that tags must carry them. */
import type { TransactionRequest } from '../message.ts';
import type { AdditionalField } from './dialect.ts';
import type { Tags } from './request-writer.ts';

/** Words that code tables may carry: whether they do is tried out. */
export const WORDS = ['purpose', 'entryMode', 'terminalType', 'reversalReason'] as const;
export type Word = (typeof WORDS)[number];
/** Says that there is none where the elements alone would tell one. */
export const NO_WORD = '-';

/** DE7 of the original had no finer time. */
const SECOND_MS = 1_000;
const TRIED_MAX = 4_096;
const ISO0_BYTES = 8;
const ISO4_BYTES = 16;

/** Writes the request with these tags and reads it back. */
export type TryOut = (request: TransactionRequest, tags: Tags) => TransactionRequest | undefined;

/** What decides whether tables bring the words back. */
function keyOf(request: TransactionRequest): string {
  const { original } = request;
  const named = original === undefined ? '' : `${original.class}.${original.stan === 0}.${original.approvalCode === ''}`;
  const words = `${request.purpose}.${request.type}.${request.entryMode}.${request.terminalType}.${request.reversalReason}`;
  return `${request.class}.${words}.${request.mcc}.${named}.${request.rrn === ''}.${request.terminalCountry === 0}`;
}

function inferredFormat(pinBlock: Buffer): string {
  if (pinBlock.length === ISO0_BYTES) return 'iso0';
  return pinBlock.length === ISO4_BYTES ? 'iso4' : '';
}

function hex(bytes: Buffer): string {
  return bytes.toString('hex').toUpperCase();
}

/** What never has an element of its own. `hasCountryElement`: the dialect says the terminal's country elsewhere. */
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
    tags.set('originalTime', String(Math.floor(original.transmissionTimeMs / SECOND_MS) * SECOND_MS));
  if (original.rrn !== '' && original.rrn !== request.rrn) tags.set('originalRrn', original.rrn);
  return tags;
}

export class Tagger {
  readonly #tryOut: TryOut;
  readonly #hasCountryElement: boolean;
  readonly #namesByTime: boolean;
  readonly #tried = new Map<string, readonly Word[]>();

  /** `namesByTime`: the element that names an original (DE90) holds its transmission time. */
  constructor(tryOut: TryOut, hasCountryElement: boolean, namesByTime: boolean) {
    this.#tryOut = tryOut;
    this.#hasCountryElement = hasCountryElement;
    this.#namesByTime = namesByTime;
  }

  tagsOf(request: TransactionRequest): Tags {
    const tags = plainTags(request, this.#hasCountryElement, this.#namesByTime);
    for (const word of this.#lost(request, tags)) tags.set(word, request[word] === '' ? NO_WORD : request[word]);
    return tags;
  }

  #lost(request: TransactionRequest, tags: Tags): readonly Word[] {
    const key = keyOf(request);
    const known = this.#tried.get(key);
    if (known !== undefined) return known;
    const back = this.#tryOut(request, tags);
    // What is malformed anyway says nothing about the messages like it.
    if (back === undefined) return [];
    const lost = WORDS.filter((word) => back[word] !== request[word]);
    if (this.#tried.size >= TRIED_MAX) this.#tried.clear();
    this.#tried.set(key, lost);
    return lost;
  }
}
