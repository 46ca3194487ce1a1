/**
 * A card in its holder's hand: what is printed on it, the PIN blocks that terminals make of it, and what the
 * terminals believe happened to its account. The belief is what reconciliation holds against the host's books.
 */
import type { PinEncrypter } from '../pin/pin-check.ts';
import type { PinBlockFormat } from '../protocol/message.ts';
import type { SimulatedCard } from './card-file.ts';

export class HeldCard {
  readonly card: SimulatedCard;
  /** Approved and not reversed, minor units. */
  netMinor = 0;
  approvals = 0;
  reversals = 0;
  /** Transactions sent whose fate the terminal does not know (yet); when it stays above 0 the card is in doubt. */
  open = 0;
  /** The sum of what is open: how far the host may differ while the card is in doubt. */
  openMinor = 0;

  #rightBlock: Buffer | undefined;
  #rightBlockKeyId = '';

  constructor(card: SimulatedCard) {
    this.card = card;
  }

  /** A format 0 block of the same PIN and PAN is always the same one, so it is enciphered once; format 4 holds random fill. */
  pinBlock(encrypter: PinEncrypter, format: PinBlockFormat, keyId: string): Buffer {
    if (format !== 'iso0') return encrypter.encrypt(this.card.pan, this.card.pin, format, keyId);
    if (this.#rightBlock === undefined || this.#rightBlockKeyId !== keyId) {
      this.#rightBlock = encrypter.encrypt(this.card.pan, this.card.pin, format, keyId);
      this.#rightBlockKeyId = keyId;
    }
    return this.#rightBlock;
  }

  /** A block of a PIN with its last digit mistyped. */
  wrongPinBlock(encrypter: PinEncrypter, format: PinBlockFormat, keyId: string): Buffer {
    const { pan, pin } = this.card;
    const position = pin.length > 4 ? 3 : pin.length - 1; // a PVV sees the first four digits only
    const mistyped = pin.slice(0, position) + ((Number(pin[position]) + 1) % 10) + pin.slice(position + 1);
    return encrypter.encrypt(pan, mistyped, format, keyId);
  }

  sent(amountMinor: number): void {
    this.open += 1;
    this.openMinor += amountMinor;
  }

  /** The fate of what was sent is known: this much of it stands. */
  settled(sentMinor: number, standsMinor: number): void {
    this.open -= 1;
    this.openMinor -= sentMinor;
    if (standsMinor > 0) {
      this.netMinor += standsMinor;
      this.approvals += 1;
    }
  }

  /** An approval was taken back. */
  givenBack(amountMinor: number): void {
    this.netMinor -= amountMinor;
    this.reversals += 1;
  }
}
