import { expect, test } from 'vitest';
import { readOrganisationNumber } from '../../../src/programme/identifiers/organisation-number.ts';
import { input, rows } from '../../pin/vectors.ts';

test.each(rows('identifiers', 'no-orgnr-valid'))('%s', (_name, vector) => {
  expect(readOrganisationNumber(input(vector, 'number'))).toEqual({ number: input(vector, 'number') });
});

test.each([
  ['988 077 917', { number: '988077917' }],
  ['974760673', { number: '974760673' }],
  ['988077918', { fault: 'check' }],
  ['98807791', { fault: 'length' }],
  ['9880779170', { fault: 'length' }],
  ['NO988077917', { fault: 'digits' }],
])('%o is read as %o', (text, read) => {
  expect(readOrganisationNumber(text)).toEqual(read);
});
