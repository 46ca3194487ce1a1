/** S5: the ISO 8583 codec beside `iso_8583` from npm, both on the bytes that the library makes of a purchase. */
import Iso8583 from 'iso_8583';
import { createIsoCodec } from '../src/protocol/iso8583/codec/codec.ts';
import { compileDialect } from '../src/protocol/iso8583/codec/layout.ts';
import { loadDialect } from '../src/protocol/iso8583/dialect/dialect-file.ts';
import { unpack } from '../src/protocol/iso8583/elements/message-elements.ts';
import type { TransactionRequest } from '../src/protocol/message.ts';
import { PANS, purchase } from './fixtures.ts';
import { callsPerSecond, compare, type Figure } from './measure.ts';

const TIME_MS = Date.UTC(2026, 10, 23, 12);
const HEADER_BYTES = 2;
const MESSAGES = 64;

/** As a terminal in a shop sends it: 20 elements. */
function shopPurchase(n: number): TransactionRequest {
  return {
    ...purchase(PANS[n] ?? '', `SHOP${String(n).padStart(4, '0')}`, 100_000 + n, TIME_MS),
    amountMinor: 100 + n * 1_234,
    localTime: '20261123130000',
    terminalCountry: 0,
    merchantName: 'REMA 1000 MAJORSTUEN',
    merchantCountry: 578,
    acquirerCountry: 578,
    acquirerId: '578001',
  };
}

/** What the library is given: element numbers and texts, the PIN block as hexadecimal digits. */
function elementsOf(frame: Buffer): Readonly<Record<string, string>> {
  const { mti, elements } = unpack(compileDialect(loadDialect('1987-ascii')), frame);
  return Object.fromEntries([['0', mti] as const, ...elements.map(({ number, text }) => [String(number), text] as const)]);
}

/** The library always sends the second bitmap; apart from that its bytes must be ours, and say the same. */
function requireSame(ours: Readonly<Record<string, string>>, theirs: unknown): void {
  if (Buffer.isBuffer(theirs) && JSON.stringify(elementsOf(theirs.subarray(HEADER_BYTES))) === JSON.stringify(ours)) return;
  throw new Error('The library does not make the same message, so that the two cannot be compared.');
}

export async function benchIso8583(rounds: number): Promise<Figure[]> {
  const codec = createIsoCodec(loadDialect('1987-ascii'), { nowMs: () => TIME_MS });
  const requests = Array.from({ length: MESSAGES }, (_, n) => shopPurchase(n));
  const frames = requests.map((request) => codec.encodeRequest(request));
  const elements = frames.map(elementsOf);
  const framed = elements.map((each) => new Iso8583(each).getBufferMessage());
  for (const [n, theirs] of framed.entries()) requireSame(elements[n] ?? {}, theirs);
  const bytes = framed.map((theirs) => (theirs as Buffer).subarray(HEADER_BYTES));
  const decode = await compare(
    { id: 'S5 decode', what: 'ISO 8583 bytes → message of the domain', unit: '/s', ceilingWhat: 'iso_8583: bytes → elements' },
    rounds,
    () => callsPerSecond((n) => codec.decodeRequest(bytes[n % MESSAGES] as Buffer)),
    () => callsPerSecond((n) => new Iso8583().getIsoJSON(framed[n % MESSAGES] as Buffer, { lenHeader: true })),
  );
  const encode = await compare(
    { id: 'S5 encode', what: 'message of the domain → ISO 8583 bytes', unit: '/s', ceilingWhat: 'iso_8583: elements → bytes' },
    rounds,
    () => callsPerSecond((n) => codec.encodeRequest(requests[n % MESSAGES] as TransactionRequest)),
    () => callsPerSecond((n) => new Iso8583(elements[n % MESSAGES] ?? {}).getBufferMessage()),
  );
  return [decode, encode];
}
