/** What the server sends and takes: the types of its own schemas. */
import type { z } from 'zod';
import type { CARD, CARD_PAGE, HISTORY, HOLDS, QUERIED, WINDOWS } from '../../../src/http/schema/card.ts';
import type { ENCODED } from '../../../src/http/schema/encoding.ts';
import type { FAULTS } from '../../../src/http/schema/faults.ts';
import type { INSPECTED, ROW } from '../../../src/http/schema/inspection.ts';
import type { PROFILES } from '../../../src/http/schema/profile.ts';
import type { SERVER_INFO } from '../../../src/http/schema/server-info.ts';
import type { TRANSACTION } from '../../../src/http/schema/transaction.ts';
import type { TRANSACTION_ANSWER } from '../../../src/http/schema/transaction-answer.ts';

export type Card = z.infer<typeof CARD>;
export type CardPage = z.infer<typeof CARD_PAGE>;
export type Encoded = z.infer<typeof ENCODED>;
export type Faults = z.infer<typeof FAULTS>;

export type Inspected = z.infer<typeof INSPECTED>;
export type InspectedMessage = Inspected['inputs'][number]['messages'][number];
export type History = z.infer<typeof HISTORY>;
export type Holds = z.infer<typeof HOLDS>;
export type MessageRow = z.infer<typeof ROW>;
export type Profiles = z.infer<typeof PROFILES>;
export type Queried = z.infer<typeof QUERIED>;
export type ServerInfo = z.infer<typeof SERVER_INFO>;
export type TransactionBody = z.input<typeof TRANSACTION>;
export type TransactionAnswer = z.infer<typeof TRANSACTION_ANSWER>;
export type Windows = z.infer<typeof WINDOWS>;
