/** A file argument that is not there is wrong usage in every command: exit code 2, one sentence, no output. */
import { expect, test } from 'vitest';
import { runCliHere } from '../support/cli-here.ts';

const TARGET = '127.0.0.1:1';

test.each([
  'serve --store memory: --cards none.json',
  'serve --store memory: --profiles none.json',
  'serve --store memory: --faults none.json',
  'serve --store memory: --iso8583 0:./none.json',
  'serve --config none.json',
  `load --target ${TARGET} --keys none.json --cards none.json`,
  `load --target ${TARGET} --keys none.json --cards none.json --workload none.json`,
  'replay none.ndjson',
  'trace cards none.ndjson --out out.json',
  'trace profiles none.ndjson',
  'trace capture none.pcap --codec iso8583:1987-ascii --keys none.json --out out.ndjson',
  'scenario none.json',
  'faults set none.json',
  'inspect none.hex',
  'inspect --dialect ./none.json 30313030703000000000',
])('aksept %s', async (command) => {
  const { code, stdout, stderr } = await runCliHere(command.split(' '), import.meta.dirname);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^aksept: [^\n]*none\.\w+[^\n]*\n$/);
});
