/**
 * What our own terminals send for no other reason than that the dialect's `mandatory` asks for it by number alone: track 2, and
 * elements that no field or code of ours carries, as `templates` has them. Only the first bitmap's.
 */
import { MESSAGE_CLASSES, type MessageClass, type TransactionRequest } from '../../message.ts';
import { SECONDARY_FROM } from './layout.ts';
import type { Plan } from './plan.ts';

const SERVICE_CODE = '201';
const NO_EXPIRY = '0000';

export interface Demanded {
  readonly element: number;
  readonly text: string;
}

/** What a message of the class has besides the elements in `carried`, in ascending order. */
export function demandedOf(plan: Plan, messageClass: MessageClass, carried: ReadonlySet<number>): readonly Demanded[] {
  const { templates } = plan.dialect;
  const asked = plan.mandatory[messageClass].flatMap((alternatives) => (alternatives.length === 1 ? alternatives : []));
  const missing = [...new Set(asked)].filter((element) => element < SECONDARY_FROM && !carried.has(element));
  return missing
    .sort((a, b) => a - b)
    .flatMap((element) => {
      const text = templates[String(element)];
      return text === undefined ? [] : [{ element, text }];
    });
}

/** Of a request its track 2, made as it is read off the card where the dialect asks for one; '' when there is none. */
export function track2Reader(plan: Plan): (request: TransactionRequest) => string {
  const demanding = new Set(
    MESSAGE_CLASSES.filter((name) =>
      plan.mandatory[name].some(([first, ...others]) => first === plan.fields.track2 && others.length === 0),
    ),
  );
  if (demanding.size === 0) return (request) => request.track2;
  return ({ class: messageClass, track2, pan, expiry }) => {
    if (track2 !== '' || pan === '' || !demanding.has(messageClass)) return track2;
    return `${pan}=${expiry === '' ? NO_EXPIRY : expiry}${SERVICE_CODE}`;
  };
}
