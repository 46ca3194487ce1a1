import { describe, expect, test } from 'vitest';
import { eventOf } from '../../../src/limits/rules/event.ts';
import { PURPOSES, TRANSACTION_TYPES, type TransactionClass } from '../../../src/protocol/message.ts';
import { purchase } from '../../authorizer/fixture.ts';

const CLASSES: readonly TransactionClass[] = ['authorization', 'financial', 'advice', 'reversal'];
const PURPOSE_NAMES = ['', ...PURPOSES.map(({ name }) => name)] as const;
const TYPE_NAMES = ['unknown', ...TRANSACTION_TYPES.map(({ name }) => name)] as const;

/** Class, purpose: the event of purchase, cash, cashback, refund, inquiry, PIN change. What is not listed is not supported. */
const EXPECTED: Readonly<Record<string, string>> = {
  'authorization,': 'hold hold hold - inquiry pinChange',
  'authorization,increment': 'increment increment increment - - -',
  'financial,': 'spend spend spend refund inquiry pinChange',
  'advice,': 'advice advice advice advice - -',
  'advice,offlineApproval': 'advice advice advice advice - -',
  'advice,completion': 'completion completion completion - - -',
  'advice,partialDispense': 'dispense dispense dispense - - -',
  'reversal,': 'reversal reversal reversal reversal reversal reversal',
};

describe('class, purpose and type say what happens', () => {
  for (const messageClass of CLASSES) {
    test.each(PURPOSE_NAMES)(`${messageClass}, purpose "%s"`, (purpose) => {
      const found = TYPE_NAMES.map((type) => eventOf(purchase({ class: messageClass, purpose, type })) ?? '-').join(' ');
      expect(found).toBe(`- ${EXPECTED[`${messageClass},${purpose}`] ?? '- - - - - -'}`);
    });
  }
});
