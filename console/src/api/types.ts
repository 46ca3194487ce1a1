/** What the server sends and takes: the types of its own schemas. */
import type { z } from 'zod';
import type { CARD, CARD_PAGE, HEADROOM } from '../../../src/http/schema/card.ts';
import type { ENCODED } from '../../../src/http/schema/encoding.ts';
import type { INSPECTED, ROW } from '../../../src/http/schema/inspection.ts';
import type { TRANSACTION } from '../../../src/http/schema/transaction.ts';
import type { TRANSACTION_ANSWER } from '../../../src/http/schema/transaction-answer.ts';

export type Card = z.infer<typeof CARD>;
export type CardPage = z.infer<typeof CARD_PAGE>;
export type Encoded = z.infer<typeof ENCODED>;
export type Headroom = z.infer<typeof HEADROOM>;
export type Inspected = z.infer<typeof INSPECTED>;
export type InspectedMessage = Inspected['inputs'][number]['messages'][number];
export type MessageRow = z.infer<typeof ROW>;
export type TransactionBody = z.input<typeof TRANSACTION>;
export type TransactionAnswer = z.infer<typeof TRANSACTION_ANSWER>;
