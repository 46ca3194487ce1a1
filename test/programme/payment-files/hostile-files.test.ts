/** Files made to harm: each is refused early, with little memory and without opening anything. */
import fs from 'node:fs';
import net from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { chunksOf, eventsOf, example, faultOf } from './support/payment-files.ts';

const MIB = 1024 * 1024;

afterEach(() => {
  vi.restoreAllMocks();
});

const BOMB = `<?xml version="1.0"?>
<!DOCTYPE lolz [
 <!ENTITY lol "lol">
${Array.from({ length: 9 }, (_, i) => ` <!ENTITY lol${i + 1} "${`&lol${i === 0 ? '' : i};`.repeat(10)}">`).join('\n')}
]>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03">&lol9;</Document>`;

test.each([
  ['a billion laughs', BOMB],
  ['a quadratic bomb', `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(50_000)}">]><x>${'&a;'.repeat(10_000)}</x>`],
  ['a file as entity', '<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd">]><x>&xxe;</x>'],
  ['an address as entity', '<!DOCTYPE x [<!ENTITY xxe SYSTEM "http://127.0.0.1:1/">]><x>&xxe;</x>'],
  ['a parameter entity', '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/"> %p;]><x/>'],
  ['an external subset', '<!DOCTYPE x PUBLIC "-//x//y" "http://127.0.0.1:1/x.dtd"><x/>'],
])('%s is a DOCTYPE, and nothing is opened', async (_what, text) => {
  const opened = [
    vi.spyOn(fs, 'openSync'),
    vi.spyOn(fs, 'open'),
    vi.spyOn(fs, 'readFileSync'),
    vi.spyOn(fs, 'readFile'),
    vi.spyOn(fs, 'createReadStream'),
    vi.spyOn(net.Socket.prototype, 'connect'),
  ];
  expect((await faultOf(text)).code).toBe('doctype');
  for (const spy of opened) expect(spy).not.toHaveBeenCalled();
});

/** An endless file: `head`, then `body` for ever. Says how many bytes were taken, and whether it was ended. */
function endless(head: string, body: string) {
  const state = { bytes: 0, isEnded: false };
  const chunk = Buffer.from(body.repeat(Math.ceil(65_536 / body.length)));
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      yield Buffer.from(head);
      for (;;) {
        state.bytes += chunk.length;
        yield chunk;
      }
    } finally {
      state.isEnded = true;
    }
  }
  return { chunks: chunks(), state };
}

async function upTo(mark: string): Promise<string> {
  const text = await example();
  return text.slice(0, text.indexOf(mark) + mark.length);
}

test.each<[string, string, string]>([
  ['a text', '<Nm>', 'a'],
  ['an attribute', '<InstdAmt Ccy="', 'a'],
  ['a name of an element', '<CdtTrfTxInf><Pmt', 'a'],
  ['whitespace', '<CdtTrfTxInf>', ' '],
  ['a comment', '<CdtTrfTxInf>', '<!--'],
  ['a processing instruction', '<CdtTrfTxInf>', '<?x '],
  ['CDATA', '<Nm>', '<![CDATA['],
])('%s without end stops at the limit of a token', async (what, mark, begin) => {
  const head =
    what === 'a name of an element' ? `${await upTo('<CdtTrfTxInf>')}<Pmt` : (await upTo(mark)) + (begin.length > 1 ? begin : '');
  const { chunks, state } = endless(head, begin === ' ' ? ' ' : 'a');
  expect((await faultOf(chunks)).code).toBe('token');
  expect(state.bytes).toBeLessThan(MIB);
  expect(state.isEnded).toBe(true);
});

test('a DOCTYPE without end is one, and stops at the limit of a token', async () => {
  const { chunks, state } = endless('<!-- --><!DOCTYPE x [', '<!ENTITY a "a">');
  expect((await faultOf(chunks)).code).toBe('doctype');
  expect(state.bytes).toBeLessThan(MIB);
});

test('elements inside elements stop at the limit of depth', async () => {
  const { chunks } = endless(`${await upTo('<CdtTrfTxInf>')}<PmtTpInf><LclInstrm>`, '<a>');
  expect((await faultOf(chunks)).code).toBe('depth');
});

test('comments between elements stop at the limit of bytes', async () => {
  const { chunks, state } = endless(await upTo('<GrpHdr>'), `<!--${'a'.repeat(1_000)}-->`);
  expect(await faultOf(chunks, { bytesMax: 4 * MIB })).toMatchObject({ code: 'bytes' });
  expect(state.bytes).toBeLessThan(5 * MIB);
  expect(state.isEnded).toBe(true);
});

test('payments without end stop at the limit of payments', async () => {
  const text = await example();
  const payment = text.slice(text.indexOf('<CdtTrfTxInf>'), text.indexOf('</PmtInf>'));
  const { chunks, state } = endless(await upTo('<ChrgBr>SLEV</ChrgBr>'), payment);
  expect(await faultOf(chunks, { paymentsMax: 500 })).toMatchObject({ code: 'payments' });
  expect(state.isEnded).toBe(true);
});

test('payment informations stop at their limit', async () => {
  const text = await example();
  const information = text.slice(text.indexOf('<PmtInf>'), text.indexOf('</CstmrCdtTrfInitn>'));
  const file = text.replace(information, [1, 2, 3].map((i) => information.replace('0001-1', `0001-${i}`)).join(''));
  expect(await faultOf(file, { paymentInformationsMax: 2 })).toMatchObject({ code: 'paymentInformations' });
});

test.each<[string, (text: string) => Uint8Array]>([
  ['UTF-16 with a mark', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16 without a mark', (text) => Buffer.from(text, 'utf16le')],
  ['big-endian UTF-16', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ['Latin 1', (text) => Buffer.from(text, 'latin1')],
  ['a cut character at the end', (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xc3])])],
  ['half of a surrogate pair', (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xed, 0xa0, 0x80])])],
])('%s is not UTF-8', async (_what, encode) => {
  const bytes = encode(await example());
  expect((await faultOf(bytes)).code).toBe('encoding');
  expect((await faultOf(chunksOf(bytes, 1))).code).toBe('encoding');
});

test.each([
  ['nothing', ''],
  ['a space', ' '],
  ['JSON', '{"MsgId":1}'],
  ['a mark alone', '\uFEFF'],
  ['a NUL later', '<?xml version="1.0"?>\0<a/>'],
])('%s is no XML', async (_what, text) => {
  expect((await faultOf(text)).code).toBe('notXml');
});

test('an error of the source is not a fault of the file', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('<');
    throw new Error('connection reset');
  }
  await expect(eventsOf(broken())).rejects.toThrow('connection reset');
});

test('a caller that stops ends the source', async () => {
  const { readPain001 } = await import('../../../src/programme/payment-files/read-pain001.ts');
  const { chunks, state } = endless(await upTo('</GrpHdr>'), ' ');
  for await (const event of readPain001(chunks)) {
    expect(event.kind).toBe('header');
    break;
  }
  expect(state.isEnded).toBe(true);
});
