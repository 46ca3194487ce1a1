// A terminal of ISO 8583:1987 in plain Node: an echo, a purchase, its reversal, the balance. docs/iso8583.md explains the messages.
// Usage: node terminal.mjs [--host 127.0.0.1] [--port 8583] [--cards cards.json] [--keys data/keys.json] [--amount 250.00]
import { createCipheriv, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { parseArgs } from 'node:util';

const TEXT = { type: 'string' };
const { values } = parseArgs({ options: { host: TEXT, port: TEXT, cards: TEXT, keys: TEXT, amount: TEXT } });
const { host = '127.0.0.1', port = '8583', cards = 'cards.json', keys = 'data/keys.json', amount = '250.00' } = values;
const TERMINAL = `NODE${randomInt(10_000)}`.padEnd(8);
/** The usual time-out of real networks. */
const ANSWER_TIMEOUT_MS = 6_600;
const REVERSALS_MAX = 3;

// The elements that are sent or received: their fixed number of characters, or the digits of their length.
const ELEMENTS = {
  ...{ 2: 'LL', 3: 6, 4: 12, 7: 10, 11: 6, 12: 6, 13: 4, 18: 4, 22: 3, 25: 2, 32: 'LL', 33: 'LL', 37: 12, 38: 6, 39: 2, 41: 8 },
  ...{ 42: 15, 43: 40, 44: 'LL', 48: 'LLL', 49: 3, 52: 8, 54: 'LLL', 63: 'LLL', 70: 3, 90: 42 },
};

/** Two bytes of length, then MTI, bitmap and elements. Every character is one byte. */
function pack({ mti, ...elements }) {
  const numbers = Object.keys(elements).map(Number);
  const bitmap = Buffer.alloc(numbers.some((number) => number > 64) ? 16 : 8);
  if (bitmap.length === 16) bitmap[0] = 0x80;
  let text = '';
  for (const number of numbers.sort((a, b) => a - b)) {
    bitmap[(number - 1) >> 3] |= 0x80 >> ((number - 1) & 7);
    const [format, value] = [ELEMENTS[number], elements[number]];
    text += typeof format === 'string' ? String(value.length).padStart(format.length, '0') + value : value;
  }
  const message = Buffer.concat([Buffer.from(mti), bitmap, Buffer.from(text, 'latin1')]);
  return Buffer.concat([Buffer.from([message.length >> 8, message.length & 255]), message]);
}

/** Reads a message without its two bytes of length. */
function unpack(message) {
  const elements = { mti: message.toString('latin1', 0, 4) };
  let at = message[4] & 0x80 ? 20 : 12;
  for (let number = 2; number <= (at === 20 ? 128 : 64); number += 1) {
    if ((message[4 + ((number - 1) >> 3)] & (0x80 >> ((number - 1) & 7))) === 0) continue;
    const format = ELEMENTS[number];
    if (format === undefined) throw new Error(`The answer has element ${number}, which this terminal does not know.`);
    const digits = typeof format === 'string' ? format.length : 0;
    const length = digits === 0 ? format : Number(message.toString('latin1', at, at + digits));
    elements[number] = message.toString('latin1', at + digits, at + digits + length);
    at += digits + length;
  }
  return elements;
}

/** Sends a request on a new connection. Rejects when no matching answer comes in time. */
function send(request) {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const socket = connect(Number(port), host, () => socket.write(pack(request)));
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => socket.destroy(new Error(`No answer within ${ANSWER_TIMEOUT_MS} ms.`)));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The host hung up without an answer.')));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
      const answer = unpack(received.subarray(2));
      if (answer[11] !== request[11] || answer[41] !== request[41]) return;
      resolve(answer);
      socket.end();
    });
  });
}

/** Format 0 of ISO 9564-1 under a TDES key of 16 bytes. */
function pinBlock(pin, pan, key) {
  const block = Buffer.from(`0${pin.length.toString(16)}${pin}`.padEnd(16, 'F'), 'hex');
  const account = Buffer.from(pan.slice(-13, -1).padStart(16, '0'), 'hex');
  for (let index = 0; index < block.length; index += 1) block[index] ^= account[index];
  const cipher = createCipheriv('des-ede-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]).toString('latin1');
}

let stan = randomInt(900_000);
/** A message with a new STAN, the time and the given elements. */
function message(mti, elements) {
  stan += 1;
  const now = new Date().toISOString().replace(/\D/g, '').slice(4, 14);
  return { mti, 7: now, 11: String(stan).padStart(6, '0'), 41: TERMINAL, ...elements };
}

function show(what, answer) {
  const reason = [answer[44], answer[63]].filter(Boolean).join(': ');
  console.log(`${what.padEnd(9)} ${answer.mti} ${answer[39]}${answer[38] ? ` approval code ${answer[38]}` : ''}${reason && ` ${reason}`}`);
  return answer[39] === '00';
}

/** Reverses a purchase, and repeats the reversal until it is answered. */
async function reverse(purchase) {
  const original = `${purchase.mti}${purchase[11]}${purchase[7]}`.padEnd(42, '0');
  const reversal = message('0420', { 2: purchase[2], 3: purchase[3], 4: purchase[4], 49: '578', 90: original });
  for (let tries = 1; tries <= REVERSALS_MAX; tries += 1) {
    try {
      return await send(tries === 1 ? reversal : { ...reversal, mti: '0421' });
    } catch (error) {
      console.log(`reversal  ${tries} of ${REVERSALS_MAX}: ${error.message}`);
    }
  }
  throw new Error('The reversal is not answered; it must be kept and sent again.');
}

process.on('uncaughtException', (error) => {
  console.error(error.message);
  process.exit(2);
});
const [card] = JSON.parse(readFileSync(cards, 'utf8')).cards;
const ring = JSON.parse(readFileSync(keys, 'utf8')).keys;
const key = ring.find(({ use, algorithm }) => use === 'terminalPin' && algorithm === 'TDES');
const shop = {
  ...{ 2: card.pan, 18: '5411', 22: '051', 25: '00', 43: `${'A SHOP'.padEnd(22)} ${'OSLO'.padEnd(13)} NOR`, 49: '578' },
  52: pinBlock(card.pin, card.pan, Buffer.from(key.key, 'hex')),
};

show('echo', await send(message('0800', { 70: '301' })));
const purchase = message('0200', { ...shop, 3: '000000', 4: String(Math.round(Number(amount) * 100)).padStart(12, '0') });
try {
  if (!show('purchase', await send(purchase))) process.exitCode = 1;
} catch (error) {
  console.log(`purchase  ${error.message} It may have been approved, so it is reversed.`);
  process.exitCode = 1;
}
show('reversal', await reverse(purchase));
const inquiry = await send(message('0200', { ...shop, 3: '310000' }));
show('balance', inquiry);
console.log(`available ${Number(inquiry[54]?.slice(28, 40) ?? 0) / 100} NOK`);
