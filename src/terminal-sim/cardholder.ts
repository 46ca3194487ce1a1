/**
 * A card in its holder's hand: what is printed on it, the PIN blocks that terminals make of it, and what the
 * terminals believe happened to its account. The belief is what reconciliation holds against the host's books.
 */

import type { CardEntry } from '../cards/card-entry.ts';
import type { PinEncrypter } from '../pin/pin-verifier.ts';
import type { PinBlockFormat } from '../protocol/message.ts';

export class Cardholder {
  readonly card: CardEntry;
  /** Posted less given back, minor units. */
  netMinor = 0;
  /** Live holds, minor units. */
  heldMinor = 0;
  /** Messages sent whose fate the terminal does not know (yet); when it stays above 0 the card is in doubt. */
  open = 0;
  /** The sums of what is open: how far the host may differ while the card is in doubt. */
  openMinor = 0;
  openHeldMinor = 0;
  /** A terminal is changing its PIN: nobody else is to type it. */
  pinBusy = false;

  #pin: string;
  #rightBlock: Buffer | undefined;
  #rightBlockKeyId = '';

  constructor(card: CardEntry) {
    this.card = card;
    this.#pin = card.pin;
  }

  /** As the terminals believe it to be now; empty when a change of it was never answered. */
  get pin(): string {
    return this.#pin;
  }

  set pin(pin: string) {
    this.#pin = pin;
    this.#rightBlock = undefined;
  }

  /** A format 0 block of the same PIN and PAN is always the same one, so it is enciphered once; format 4 holds random fill. */
  pinBlock(encrypter: PinEncrypter, format: PinBlockFormat, keyId: string): Buffer {
    if (format !== 'iso0') return this.pinBlockOf(this.#pin, encrypter, format, keyId);
    if (this.#rightBlock === undefined || this.#rightBlockKeyId !== keyId) {
      this.#rightBlock = this.pinBlockOf(this.#pin, encrypter, format, keyId);
      this.#rightBlockKeyId = keyId;
    }
    return this.#rightBlock;
  }

  /** A block of any PIN. */
  pinBlockOf(pin: string, encrypter: PinEncrypter, format: PinBlockFormat, keyId: string): Buffer {
    return encrypter.encrypt(this.card.pan, pin, format, keyId);
  }

  /** A block of a PIN with its last digit mistyped. */
  wrongPinBlock(encrypter: PinEncrypter, format: PinBlockFormat, keyId: string): Buffer {
    return this.pinBlockOf(mistyped(this.#pin), encrypter, format, keyId);
  }

  /** Something is on its way that may move this much, either way. */
  sent(netMinor: number, heldMinor = 0): void {
    this.open += 1;
    this.openMinor += Math.abs(netMinor);
    this.openHeldMinor += Math.abs(heldMinor);
  }

  /** The fate of what was sent so is known. */
  settled(netMinor: number, heldMinor = 0): void {
    this.open -= 1;
    this.openMinor -= Math.abs(netMinor);
    this.openHeldMinor -= Math.abs(heldMinor);
  }

  /** The host said that this much was posted (below 0: given back) and held (below 0: let go). */
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
