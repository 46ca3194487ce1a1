/**
 * A card with its PIN, and what the terminals expect of its account. Reconciliation compares that
 * with the host's books.
 */
import type { CardEntry } from '../cards/card-entry.ts';
import type { PinEncrypter } from '../pin/pin-verifier.ts';
import type { PinBlockFormat } from '../protocol/message.ts';

export class Cardholder {
  readonly card: CardEntry;
  /** Posted minus given back, minor units. */
  netMinor = 0;
  /** The sum of live holds, minor units. */
  heldMinor = 0;
  /** Messages whose outcome no terminal knows yet. A card that keeps one is in doubt. */
  open = 0;
  /** Sums of the open messages: how far the host's books may differ while the card is in doubt. */
  openMinor = 0;
  openHeldMinor = 0;
  /** True while a terminal changes the PIN: nobody else may enter it. */
  pinBusy = false;

  #pin: string | undefined;
  #pinBlock: Buffer | undefined;
  #pinBlockKeyId = '';

  constructor(card: CardEntry) {
    this.card = card;
    this.#pin = card.pin;
  }

  /** The current PIN; undefined when a PIN change was never answered. */
  get pin(): string | undefined {
    return this.#pin;
  }

  set pin(pin: string | undefined) {
    this.#pin = pin;
    this.#pinBlock = undefined;
  }

  /**
   * A format 0 block of one PIN and PAN is always the same, so it is enciphered once. Format 4 has
   * random fill.
   */
  pinBlock(encrypter: PinEncrypter, format: PinBlockFormat, keyId: string): Buffer {
    const pin = this.#pin ?? this.card.pin;
    if (format !== 'iso0') return this.pinBlockOf(pin, encrypter, format, keyId);
    if (this.#pinBlock === undefined || this.#pinBlockKeyId !== keyId) {
      this.#pinBlock = this.pinBlockOf(pin, encrypter, format, keyId);
      this.#pinBlockKeyId = keyId;
    }
    return this.#pinBlock;
  }

  /** A block of any PIN. */
  pinBlockOf(pin: string, encrypter: PinEncrypter, format: PinBlockFormat, keyId: string): Buffer {
    return encrypter.encrypt(this.card.pan, pin, format, keyId);
  }

  /** A block of the PIN with one digit mistyped. */
  wrongPinBlock(encrypter: PinEncrypter, format: PinBlockFormat, keyId: string): Buffer {
    return this.pinBlockOf(mistyped(this.#pin ?? this.card.pin), encrypter, format, keyId);
  }

  /** A message was sent that may move these amounts, in either direction. */
  sent(netMinor: number, heldMinor = 0): void {
    this.open += 1;
    this.openMinor += Math.abs(netMinor);
    this.openHeldMinor += Math.abs(heldMinor);
  }

  /** The outcome of such a message is known. */
  settled(netMinor: number, heldMinor = 0): void {
    this.open -= 1;
    this.openMinor -= Math.abs(netMinor);
    this.openHeldMinor -= Math.abs(heldMinor);
  }

  /** The host has posted (below 0: given back) and held (below 0: released) these amounts. */
  moved(netMinor: number, heldMinor = 0): void {
    this.netMinor += netMinor;
    this.heldMinor += heldMinor;
  }
}

/** Another PIN, one digit off. */
export function mistyped(pin: string): string {
  const position = pin.length > 4 ? 3 : pin.length - 1; // a PVV sees the first four digits only
  return pin.slice(0, position) + ((Number(pin[position]) + 1) % 10) + pin.slice(position + 1);
}
