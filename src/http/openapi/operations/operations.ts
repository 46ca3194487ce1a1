/** All operations of the server. A test compares them with its routes. */
import type { Operations } from '../operation.ts';
import { CHANGING_OPERATIONS, READING_OPERATIONS, TEST_CARD_OPERATIONS } from './cards.ts';
import { LOAD_OPERATIONS } from './load.ts';
import { PROGRAMME_OPERATIONS } from './programme/programme-operations.ts';
import { FAULT_OPERATIONS, RECORD_OPERATIONS, SERVER_OPERATIONS, TOOL_OPERATIONS, TRANSACTION_OPERATIONS } from './server.ts';
import { TRACE_OPERATIONS } from './traces.ts';

export const OPERATIONS: Operations = {
  ...CHANGING_OPERATIONS,
  ...READING_OPERATIONS,
  ...TEST_CARD_OPERATIONS,
  ...TRANSACTION_OPERATIONS,
  ...RECORD_OPERATIONS,
  ...FAULT_OPERATIONS,
  ...TOOL_OPERATIONS,
  ...LOAD_OPERATIONS,
  ...TRACE_OPERATIONS,
  ...PROGRAMME_OPERATIONS,
  ...SERVER_OPERATIONS,
};
