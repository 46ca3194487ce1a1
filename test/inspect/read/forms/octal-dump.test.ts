import { describe, expect, test } from 'vitest';
import { readOctalDumps } from '../../../../src/inspect/read/forms/octal-dump.ts';

function hexOf(text: string): readonly string[] | undefined {
  return readOctalDumps(text, 'dump.txt')?.chunks.map(({ bytes }) => bytes.toString('hex'));
}

describe('dumps of od and hexdump that are not hexadecimal', () => {
  test.each<[string, string, string]>([
    ['octal', '0000000 060 062 060 060 162 040 000 377\n0000010\n', '303230307220 00ff'],
    ['characters', '0000000   0   2   0   0   r      \\0 377\n0000010\n', '303230307220 00ff'],
    ['decimal', '0000000  48  50  48  48 114  32   0 255\n0000010\n', '303230307220 00ff'],
    ['signed', '0000000   48   50   48   48  114   32    0   -1\n0000010\n', '303230307220 00ff'],
    ['line ends of Windows', '0000000  48  50  48  48 114  32   0 255\r\n0000010\r\n', '303230307220 00ff'],
    [
      'characters whose blanks at the end of a line are lost',
      `0000000${'   0'.repeat(14)}\n0000020${'   1'.repeat(4)}\n0000024\n`,
      `${'30'.repeat(14)}2020${'31'.repeat(4)}`,
    ],
    [
      'equal lines left out, offsets in hexadecimal',
      `0000000${' 060'.repeat(16)}\n0000010${' 061'.repeat(16)}\n*\n0000040 062 062\n0000042\n`,
      `${'30'.repeat(16)}${'31'.repeat(48)}3232`,
    ],
  ])('%s', (_name, text, hex) => {
    expect(hexOf(text)).toEqual([hex.replaceAll(' ', '')]);
  });

  test('each offset of 0 begins a message', () => {
    const one = '0000000  48  50  48  48 114  32   0 255\n0000010\n';
    expect(hexOf(`${one}${one}`)).toHaveLength(2);
  });

  test.each<[string, string]>([
    ['a value that is no byte', '0000000  48  50  48  48 114  32   0 256\n0000010\n'],
    ['a line that is missing', `0000000${' 060'.repeat(16)}\n0000060${' 061'.repeat(16)}\n0000100\n`],
    ['an offset that no memory holds', `0000000${' 060'.repeat(16)}\n*\nfffffff\n`],
    ['columns that are not aligned', '0000000 48 5 48 48 114 32 0 255\n0000010\n'],
  ])('%s gives nothing', (_name, text) => {
    expect(hexOf(text)).toBeUndefined();
  });
});
