/** A dialect of a user's own with bytes between TPDU and MTI: they have a line of their own. */
import { describe, expect, test } from 'vitest';
import { listingOf } from '../../../src/inspect/listing/listing.ts';
import { hiddenBytesOf } from '../../../src/inspect/mask/element-mask.ts';
import { parseAs } from '../../../src/inspect/read/parse-attempt.ts';
import { compileDialect } from '../../../src/protocol/iso8583/codec/layout.ts';
import { loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { pack } from '../../../src/protocol/iso8583/elements/message-elements.ts';
import { NOW_MS } from '../support/messages.ts';

describe('a prefix of 12 bytes', () => {
  test.each([true, false])('behind a TPDU: %s', (tpdu) => {
    const layout = compileDialect({ ...loadDialect('1987-ascii'), tpdu, prefixBytes: 12 });
    const head = Buffer.concat([Buffer.from(tpdu ? '6000010002' : '', 'hex'), Buffer.from('ISO015000055', 'latin1')]);
    const elements = new Map([
      [0, '0800'],
      [11, '000007'],
    ]);
    const attempt = parseAs(pack(layout, elements, head), 0, layout);
    const { rows } = listingOf({ attempt, hidden: hiddenBytesOf(attempt), nearMs: NOW_MS, withheld: 'nothing' }, undefined);
    const heads = rows.filter(({ kind }) => kind !== 'element').map(({ kind, offset, byteCount }) => [kind, offset, byteCount]);
    const at = tpdu ? 5 : 0;
    expect(heads).toEqual([...(tpdu ? [['tpdu', 0, 5]] : []), ['prefix', at, 12], ['mti', at + 12, 4], ['bitmap', at + 16, 8]]);
    expect(rows.find(({ kind }) => kind === 'prefix')?.valueHex).toBe('49 53 4F 30 31 35 30 30 30 30 35 35');
  });
});
