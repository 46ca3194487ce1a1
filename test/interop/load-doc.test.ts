/** What docs/load.md shows for hosts of other people: the workload can be read, and the dialect says what SocketQueue's bank takes. */
import { expect, test } from 'vitest';
import { parseDataText } from '../../src/config/data-file.ts';
import { createIsoCodec } from '../../src/protocol/iso8583/codec/codec.ts';
import { readDialect } from '../../src/protocol/iso8583/dialect/dialect-file.ts';
import type { Request } from '../../src/protocol/message.ts';
import { Cardholder } from '../../src/terminal-sim/cardholder.ts';
import { readWorkload } from '../../src/terminal-sim/workload/workload-file.ts';
import { fencedBlocks } from '../examples/doc-blocks.ts';
import { answer, shopTerminal, simulatedCard, terminalContext } from '../terminal-sim/support/sim-fixtures.ts';
import { VirtualClock } from '../terminal-sim/support/virtual-clock.ts';
import { isoLibraryWith } from './iso-8583-library.ts';
import type { Fields } from './line.ts';

const [workload = '', dialect = ''] = fencedBlocks('docs/load.md', 'json');
/** Elements of its template smartVista. */
const KNOWN = new Set([0, 2, 3, 4, 7, 11, 12, 14, 22, 24, 25, 32, 35, 37, 38, 39, 41, 42, 49, 52, 54, 55, 70]);
const digits = (length: number): object => ({ ContentType: 'n', Label: '', LenType: 'fixed', MaxLen: length });
const library = isoLibraryWith({ 12: digits(12), 39: digits(3) });

const clock = new VirtualClock();
const codec = createIsoCodec(readDialect(JSON.parse(dialect), 'socketqueue-bank.json'), { nowMs: () => clock.wallMs() });
const terminal = shopTerminal(terminalContext(clock));
const holder = new Cardholder(simulatedCard(1));
const purchase = terminal.messages.request(holder, 'purchase', 25_000);

function sent(request: Request): Fields {
  const fields = library.unpack(codec.encodeRequest(request));
  expect(Object.keys(fields).filter((element) => !KNOWN.has(Number(element)))).toEqual([]);
  return fields;
}

test('the workload is one', () => {
  expect(readWorkload(parseDataText(workload, 'purchases.json')).mix).toMatchObject({ flows: { purchase: 90, cash: 10 }, tour: false });
});

test('a purchase has all that the bank asks for', () => {
  const { pan, expiry } = holder.card;
  expect(sent(purchase)).toMatchObject({ 0: '0200', 2: pan, 4: '000000025000', 22: '051', 24: '200', 25: '00', 35: `${pan}=${expiry}201` });
  expect(sent(purchase)['12']).toHaveLength(12);
});

test('a reversal names by the RRN of the bank', () => {
  const approval = { ...answer(purchase, 'approved'), rrn: '708981921851' };
  const reversal = terminal.reverse(holder, purchase, approval, { reason: 'customerCancellation' }).next(undefined).value;
  if (typeof reversal !== 'object') throw new Error('unreachable');
  const fields = sent(reversal);
  expect(fields).toMatchObject({ 0: '0400', 2: holder.card.pan, 24: '200', 37: '708981921851' });
  expect(fields).not.toHaveProperty('35');
});

test('an echo says so in DE24', () => {
  const echo = terminal.manageNetwork('echo').next(undefined).value;
  if (typeof echo !== 'object') throw new Error('unreachable');
  expect(sent(echo)).toMatchObject({ 0: '0800', 24: '831' });
});
