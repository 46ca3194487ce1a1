/** The commands and dialect files of docs/iso8583.md: the client that each is meant for talks to a server started just so. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fencedBlocks } from '../examples/doc-blocks.ts';
import { inEbcdic } from './ebcdic.ts';
import { isoLibrary, isoLibraryWith } from './iso-8583-library.ts';
import { jsposLibrary } from './jspos-library.ts';
import { type Fields, FOUR_DIGITS, type Header, type Library, Line, TWO_BYTES } from './line.ts';
import { type Card, type Host, startHost } from './server.ts';
import { Till } from './shop.ts';
import { behindNetworkHeader, behindTpdu } from './tpdu.ts';

const PATH = 'docs/iso8583.md';
const YEAR = new Date().toISOString().slice(2, 4);

interface Command {
  readonly iso8583: string;
  /** What else stands in it, cards aside. */
  readonly options: readonly string[];
}

/** `$ aksept serve --cards cards.json --iso8583 8583:1987-ascii+4a`. */
const commands: readonly Command[] = fencedBlocks(PATH, 'console').flatMap((block) =>
  [...block.matchAll(/^\$ aksept serve --cards cards\.json (.*)$/gm)].map(([, rest = '']) => {
    const words = rest.split(' ');
    const at = words.indexOf('--iso8583');
    return { iso8583: words[at + 1] ?? '', options: [...words.slice(0, at), ...words.slice(at + 2)] };
  }),
);

/** By the name that each gives itself: `"name": "socketqueue"` stands in socketqueue.json. */
const files = Object.fromEntries(
  fencedBlocks(PATH, 'json').flatMap((block) => {
    const name = /"name": "([\w-]+)"/.exec(block)?.[1];
    return name === undefined ? [] : [[`${name}.json`, block]];
  }),
);

interface Client {
  readonly library: Library;
  readonly header: Header;
  /** What its messages have, or have not, beside a till's usual ones. */
  readonly asSent?: (fields: Fields) => Fields;
  /** Where that is not by DE90. */
  readonly reversalOf?: (purchase: Fields) => Fields;
  readonly approved?: string;
  /** What a repeat is answered where it cannot be told from a new purchase. */
  readonly repeatRefused?: Fields;
}

/** As the tables of iso_8583 write an element. */
function digits(length: number): object {
  return { ContentType: 'n', Label: '', LenType: 'fixed', MaxLen: length };
}

/** SocketQueue's own template: the local time with its date in DE12, a function code, neither RRN nor country. */
function asSocketQueue({ 12: time, 13: date, 14: _expiry, 37: _rrn, 43: _acceptor, 70: network, ...fields }: Fields): Fields {
  if (network !== undefined) return { ...fields, 3: '990000', 24: '831' };
  return time === undefined ? fields : { ...fields, 12: `${YEAR}${date}${time}`, 24: '200' };
}

/** A reversal that names no original: the purchase once more, with its STAN, without PIN. */
function purchaseOnceMore({ 52: _pinBlock, ...purchase }: Fields): Fields {
  return { ...purchase, 0: '0400' };
}

/** A dial-up terminal's: no time at all, no RRN, no country. */
function asDialUp({ 7: _sent, 12: _time, 13: _date, 18: _category, 37: _rrn, 43: _acceptor, ...fields }: Fields): Fields {
  return fields;
}

/** By listener, as the page has it. */
const CLIENTS: Readonly<Record<string, Client>> = {
  '8583:1987-ascii+4a': { library: isoLibrary, header: FOUR_DIGITS },
  '8583:1987-bcd': { library: behindTpdu(jsposLibrary('B')), header: TWO_BYTES },
  '8584:1987-ascii+tpdu': { library: behindTpdu(isoLibrary), header: TWO_BYTES },
  '8583:1987-ascii+pre12': { library: behindNetworkHeader(isoLibrary), header: TWO_BYTES },
  '8583:1987-ebcdic': { library: inEbcdic(isoLibrary), header: TWO_BYTES },
  '8584:1987-ascii-hex': { library: jsposLibrary('A'), header: TWO_BYTES },
  '8583:./socketqueue.json': {
    library: isoLibraryWith({ 12: digits(12), 39: digits(3) }),
    header: FOUR_DIGITS,
    asSent: asSocketQueue,
    reversalOf: purchaseOnceMore,
    approved: '000',
  },
  '8583:./no-de7.json': {
    library: isoLibrary,
    header: TWO_BYTES,
    asSent: asDialUp,
    reversalOf: purchaseOnceMore,
    repeatRefused: { 39: '30', 44: 'formatError 007' },
  },
};

test('the page has a command for each client, and no other', () => {
  expect(commands.flatMap(({ iso8583 }) => iso8583.split(',')).sort()).toEqual(Object.keys(CLIENTS).sort());
});

describe.each(commands)('aksept serve --iso8583 $iso8583', ({ iso8583, options }) => {
  let host: Host;
  beforeAll(async () => {
    host = await startHost({ iso8583, options, cardCount: 4, files });
  });
  afterAll(() => host?.stop());

  test.each(iso8583.split(','))('%s: echo, purchase, repeat, reversal, balance', async (listener) => {
    const index = iso8583.split(',').indexOf(listener);
    const client = CLIENTS[listener] as Client;
    const { library, header, asSent = (fields) => fields, approved = '00' } = client;
    const line = await Line.to(host.ports[index] ?? 0, library, header);
    const ask = (fields: Fields): Promise<Fields> => line.ask(asSent(fields));
    const card = host.cards[index] as Card;
    const till = new Till(`1234567${index}`, host.pinKey);
    const { reversalOf = (purchase) => till.reversal('0400', purchase, card) } = client;

    expect(await ask(till.message('0800', { 70: '301' }))).toMatchObject({ 0: '0810', 39: approved });
    const purchase = till.purchase(card, 25_000);
    const answer = await ask(purchase);
    expect(answer).toMatchObject({ 0: '0210', 2: card.pan, 4: '000000025000', 39: approved, 41: till.terminalId });
    const repeated = await ask({ ...purchase, 0: '0201' });
    if (client.repeatRefused === undefined) expect(repeated).toEqual(answer);
    else expect(repeated).toMatchObject(client.repeatRefused);
    expect(await ask(till.balanceInquiry(card))).toMatchObject({ 39: approved, 54: expect.stringContaining('0002578C000005975000') });
    expect(await ask(reversalOf(purchase))).toMatchObject({ 0: '0410', 39: approved });
    expect(await ask(till.balanceInquiry(card))).toMatchObject({ 39: approved, 54: expect.stringContaining('0002578C000006000000') });
    await line.close();
  });
});

describe('the message that iso8583sim sends by itself', () => {
  /** Dollars of somebody else's card, without time, PIN and country. */
  const SAMPLE = {
    ...{ 0: '0100', 2: '4111111111111111', 3: '000000', 4: '000000001000', 11: '000001', 14: '2612', 22: '051' },
    ...{ 24: '001', 25: '00', 41: 'TERM0001', 42: 'MERCHANT123456 ', 49: '840' },
  };
  let host: Host;
  let till: Till;
  const lines: Line[] = [];
  beforeAll(async () => {
    host = await startHost({ iso8583: '0:1987-ascii,0:./no-de7.json', options: ['--assumed-country', '578'], cardCount: 1, files });
    till = new Till('TERM0001', host.pinKey);
    for (const port of host.ports) lines.push(await Line.to(port, isoLibrary));
  });
  afterAll(async () => {
    for (const line of lines) await line.close();
    await host?.stop();
  });

  test('is told what is missing, then what is wrong, until it is approved', async () => {
    const [asking, notAsking] = lines as [Line, Line];
    const [card] = host.cards as [Card];
    const missing = { 39: '30', 44: 'formatError 007', 63: 'DE7 (Transmission date and time): this element must be there.' };
    expect(await asking.ask(SAMPLE)).toMatchObject({ 0: '0110', ...missing });
    expect(await notAsking.ask({ ...SAMPLE, 11: '000002' })).toMatchObject({ 39: '12', 44: 'invalidTransaction' });
    expect(await notAsking.ask({ ...SAMPLE, 11: '000003', 49: '578' })).toMatchObject({ 39: '15', 44: 'noSuchIssuer' });
    const ours = { ...SAMPLE, 2: card.pan, 49: '578' };
    expect(await notAsking.ask({ ...ours, 11: '000004' })).toMatchObject({ 39: '55', 44: 'pinRequired' });
    expect(await notAsking.ask({ ...ours, 11: '000005', 52: till.pinBlock(card, card.pin) })).toMatchObject({ 39: '00' });
  });
});
