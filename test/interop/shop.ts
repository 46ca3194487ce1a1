/** What a terminal in a shop fills its messages with. */
import type { Fields } from './line.ts';
import { pinBlock } from './pin-block.ts';
import type { Card } from './server.ts';

const MTI_FINANCIAL = '0200';
/** DE43: name 22, blank, town 13, blank, country 3. Without a country the card is not known to be used at home. */
const ACCEPTOR = `${'Kiosken paa hjornet'.padEnd(22)} ${'Oslo'.padEnd(13)} NOR`;

/** MMDDhhmmss of an instant, in UTC. */
export function transmissionTime(instant: Date): string {
  const digits = instant.toISOString().replace(/\D/g, '');
  return digits.slice(4, 14);
}

export class Till {
  readonly terminalId: string;
  readonly #pinKey: Buffer;
  #stan = 0;

  constructor(terminalId: string, pinKey: Buffer) {
    this.terminalId = terminalId;
    this.#pinKey = pinKey;
  }

  /** What every message begins with: a STAN of its own, and the time. */
  message(mti: string, fields: Fields): Fields {
    this.#stan += 1;
    const sent = transmissionTime(new Date());
    const stan = String(this.#stan).padStart(6, '0');
    return { 0: mti, 7: sent, 11: stan, 41: this.terminalId, ...fields };
  }

  /** Of a card that was read by chip, in a shop in Oslo. `pin` undefined: none is sent. */
  withCard(mti: string, card: Card, pin: string | undefined, fields: Fields): Fields {
    const message = this.message(mti, {
      ...{ 2: card.pan, 14: card.expiry, 18: '5411', 22: '051', 25: '00', 42: 'KIOSK1234567890' },
      ...{ 43: ACCEPTOR, 49: '578' },
      ...fields,
    });
    const sent = message['7'] ?? '';
    const local = { 12: sent.slice(4), 13: sent.slice(0, 4), 37: `RRN${message['11']}`.padEnd(12, '0') };
    return { ...message, ...local, ...(pin === undefined ? {} : { 52: this.pinBlock(card, pin) }), ...fields };
  }

  purchase(card: Card, amountMinor: number, pin = card.pin): Fields {
    return this.withCard(MTI_FINANCIAL, card, pin, { 3: '000000', 4: amount(amountMinor) });
  }

  cash(card: Card, amountMinor: number): Fields {
    return this.withCard(MTI_FINANCIAL, card, card.pin, { 3: '010000', 4: amount(amountMinor), 18: '6011' });
  }

  balanceInquiry(card: Card): Fields {
    return this.withCard(MTI_FINANCIAL, card, card.pin, { 3: '310000' });
  }

  reversal(mti: '0400' | '0420', original: Fields, card: Card): Fields {
    const { 3: type = '', 4: minor = '' } = original;
    return this.message(mti, { 2: card.pan, 3: type, 4: minor, 39: '17', ...named(original) });
  }

  /** Under the key of the host's PIN blocks, as hexadecimal digits. */
  pinBlock(card: Card, pin: string): string {
    return pinBlock(pin, card.pan, this.#pinKey);
  }
}

/** DE90: message type, STAN and transmission time of the original; acquirer and forwarder are not looked at. */
export function named(original: Fields): Fields {
  return { 90: `${original['0']}${original['11']}${original['7']}`.padEnd(42, '0') };
}

export function amount(minor: number): string {
  return String(minor).padStart(12, '0');
}
