/** What the server sends and takes: the types of its own schemas. */
import type { z } from 'zod';
import type { CARD, CARD_PAGE, HISTORY, HOLDS, QUERIED, WINDOWS } from '../../../src/http/schema/card.ts';
import type { ENCODED } from '../../../src/http/schema/encoding.ts';
import type { FAULTS } from '../../../src/http/schema/faults.ts';
import type { INSPECTED, ROW } from '../../../src/http/schema/inspection.ts';
import type { LOAD_ORDER, LOAD_RUN, LOAD_TARGETS } from '../../../src/http/schema/load.ts';
import type { PROFILES } from '../../../src/http/schema/profile.ts';
import type { SERVER_INFO } from '../../../src/http/schema/server-info.ts';
import type { REPLAY, TRACE, TRACES } from '../../../src/http/schema/trace.ts';
import type { TRANSACTION } from '../../../src/http/schema/transaction.ts';
import type { TRANSACTION_ANSWER } from '../../../src/http/schema/transaction-answer.ts';
import type { Report } from '../../../src/terminal-sim/report/report.ts';

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
export type LoadOrder = z.input<typeof LOAD_ORDER>;
/** What the charts need of the report. */
export type LoadReport = Pick<Report, 'series'>;
export type LoadRun = z.infer<typeof LOAD_RUN>;
export type LoadTargets = z.infer<typeof LOAD_TARGETS>;
export type Replay = z.infer<typeof REPLAY>;
export type Trace = z.infer<typeof TRACE>;
export type Traces = z.infer<typeof TRACES>;
export type TransactionBody = z.input<typeof TRANSACTION>;
export type TransactionAnswer = z.infer<typeof TRANSACTION_ANSWER>;
export type Windows = z.infer<typeof WINDOWS>;
