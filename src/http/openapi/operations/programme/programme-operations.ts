/** Documentation of the routes of the back office, in the order in which their examples work. */
import type { Operations } from '../../operation.ts';
import { PEOPLE_OPERATIONS } from './people.ts';

export const PROGRAMME_OPERATIONS: Operations = {
  ...PEOPLE_OPERATIONS,
};
