/** The schemas that /openapi.json names, so that a generated client has types of these names. */
import { z } from 'zod';
import { CARD_ENTRY } from '../../cards/card-entry.ts';
import { CARD, HEADROOM_LIMIT, HOLD } from '../schema/card.ts';
import { EXPLANATION } from '../schema/explanation.ts';
import { FAULTS } from '../schema/faults.ts';
import { JOURNAL_ENTRY } from '../schema/journal.ts';
import { PROBLEM } from '../schema/problem.ts';
import { PROFILE } from '../schema/profile.ts';
import { TRANSACTION } from '../schema/transaction.ts';
import { TRANSACTION_ANSWER } from '../schema/transaction-answer.ts';

// biome-ignore format: a table, one schema a line
const NAMED = {
  Card: CARD,
  Explanation: EXPLANATION,
  FaultRules: FAULTS,
  HeadroomOfLimit: HEADROOM_LIMIT,
  Hold: HOLD,
  JournalEntry: JOURNAL_ENTRY,
  Problem: PROBLEM,
  Profile: PROFILE,
  TestCardEntry: CARD_ENTRY,
  Transaction: TRANSACTION,
  TransactionResult: TRANSACTION_ANSWER,
} as const satisfies Readonly<Record<string, z.ZodType>>;

/** As a registry of its own: zod's global one holds the schemas of files, too. */
export function componentRegistry(): z.core.$ZodRegistry<{ id: string }> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id });
  return registry;
}
