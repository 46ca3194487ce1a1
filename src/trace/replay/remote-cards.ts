/**
 * Cards and PINs for a replay on a remote host. The trace contains no PAN and no PIN, so a card of
 * the card file stands for each card of the trace, and a PIN that differs from the card's other
 * PINs stands for each PIN number.
 */

import { randomBytes } from 'node:crypto';
import type { CardEntry } from '../../cards/card-entry.ts';
import type { KeyRing } from '../../pin/keys/key-ring.ts';
import { createPanTokenizer } from '../../pin/pan-token.ts';
import { createPinEncrypter, createPinVerifier, type PinEncrypter, type RingPinVerifier } from '../../pin/pin-verifier.ts';
import type { PinBlockFormat } from '../../protocol/message.ts';
import { pluralize } from '../../protocol/plural.ts';
import type { Trace } from '../format/lines.ts';
import { TraceError } from '../format/trace-error.ts';
import type { PinNumber } from './pin-number.ts';

const PINS = 10_000;
const ISO4_BLOCK_BYTES = 16;
const BLOCK_BYTES = 8;
const NO_BLOCK = Buffer.alloc(0);
const NO_KSN = Buffer.alloc(0);

/** A card of the card file that stands for a card of the trace. */
export interface RemoteCard {
  readonly entry: CardEntry;
  /**
   * The same card under the same keys as in the recording: recorded PIN blocks can be sent
   * unchanged.
   */
  readonly isRecordedCard: boolean;
  /** PINs by their number in the trace; new numbers are added as they occur. */
  readonly pins: string[];
}

/**
 * Assigns a card of the file to each card of the trace, by token. If the file contains the recorded
 * cards, each stands for itself; otherwise cards are assigned in the order of the file. Throws a
 * TraceError if the file has too few cards.
 */
export function assignCards(trace: Trace, entries: readonly CardEntry[], ring: KeyRing): ReadonlyMap<string, RemoteCard> {
  const tokenOf = createPanTokenizer(ring);
  const isRecordedRing = ring.id === trace.header.keyRing;
  const byToken = new Map(isRecordedRing ? entries.map((entry) => [tokenOf(entry.pan), entry] as const) : []);
  const onFile = [...trace.cards.values()].filter((card) => card.onFile);
  const isRecordedCard = onFile.length > 0 && onFile.every(({ token }) => byToken.has(token));
  if (!isRecordedCard && entries.length < onFile.length) {
    throw new TraceError(
      `The card file has ${pluralize(entries.length, 'card')} and the trace ${onFile.length}; make the file with "aksept trace cards".`,
    );
  }
  const cards = new Map<string, RemoteCard>();
  for (const [index, { token }] of onFile.entries()) {
    const entry = isRecordedCard ? byToken.get(token) : entries[index];
    if (entry !== undefined) cards.set(token, { entry, isRecordedCard, pins: [entry.pin] });
  }
  return cards;
}

/** Makes PIN blocks for the PIN numbers of a trace, under the host's keys. */
export class RemotePins {
  readonly #verifier: RingPinVerifier;
  readonly #encrypter: PinEncrypter;

  constructor(ring: KeyRing) {
    this.#verifier = createPinVerifier(ring);
    this.#encrypter = createPinEncrypter(ring, randomBytes);
  }

  /** `card` undefined: a card that the host does not know, so that any PIN will do. */
  block(pin: PinNumber, card: RemoteCard | undefined, pan: string, format: PinBlockFormat): Buffer {
    if (pin === 'absent') return NO_BLOCK;
    if (pin === 'malformed') return this.#malformedBlock(pan, format);
    return this.#encrypter.encrypt(pan, card === undefined ? '0000' : this.#pin(card, pin), format, '');
  }

  #malformedBlock(pan: string, format: PinBlockFormat): Buffer {
    const bytes = format === 'iso4' ? ISO4_BLOCK_BYTES : BLOCK_BYTES;
    for (let fill = 0; fill < 255; fill += 1) {
      const pinBlock = Buffer.alloc(bytes, fill);
      if (this.#verifier.check({ pan, pinBlock, format, keyId: '', ksn: NO_KSN }).pin === 'malformed') return Buffer.alloc(bytes, fill);
    }
    return Buffer.alloc(bytes);
  }

  /**
   * The PIN with this number. Two PINs can have the same reference value, so PINs of one card are
   * chosen to have different ones.
   */
  #pin({ entry, pins }: RemoteCard, number: number): string {
    const known = new Set(pins.map((pin) => this.#verifier.reference(entry.pan, pin)));
    for (let next = Number(entry.pin.slice(0, 4)) + 1; pins.length <= number; next += 1) {
      const pin = String(next % PINS).padStart(4, '0');
      const reference = this.#verifier.reference(entry.pan, pin);
      if (known.has(reference)) continue;
      known.add(reference);
      pins.push(pin);
    }
    return pins[number] ?? entry.pin;
  }
}
