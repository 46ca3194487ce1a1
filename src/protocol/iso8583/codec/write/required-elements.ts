/**
 * Elements that the simulated terminals send only because the dialect requires them: track 2, and
 * elements that hold none of the request's fields, whose value is in `templates` or, for
 * sub-elements, in their template. First bitmap only.
 */
import { MESSAGE_CLASSES, type MessageClass, type TransactionRequest } from '../../../message.ts';
import { subLayoutOf, writeSubElements } from '../../elements/sub-elements.ts';
import { SECONDARY_FROM } from '../layout.ts';
import type { Plan } from '../plan.ts';

const SERVICE_CODE = '201';
const NO_EXPIRY = '0000';

export interface RequiredElement {
  readonly element: number;
  readonly text: string;
}

/** The elements, in ascending order, that the class requires and that are not in `carried`. */
export function requiredElements(plan: Plan, messageClass: MessageClass, carried: ReadonlySet<number>): readonly RequiredElement[] {
  const { templates } = plan.dialect;
  const required = plan.mandatory[messageClass].flatMap((alternatives) => (alternatives.length === 1 ? alternatives : []));
  const missing = [...new Set(required)].filter((element) => element < SECONDARY_FROM && !carried.has(element));
  return missing
    .sort((a, b) => a - b)
    .flatMap((element) => {
      const text = templates[String(element)] ?? subElementTemplate(plan, element);
      return text === undefined ? [] : [{ element, text }];
    });
}

/** The bytes of an element that holds sub-elements, as characters; undefined without a template. */
function subElementTemplate({ dialect }: Plan, element: number): string | undefined {
  const layout = subLayoutOf(dialect, element);
  const { template } = layout?.subElements ?? {};
  if (layout === undefined || template === undefined) return undefined;
  const values = new Map(Object.entries(template).map(([number, text]) => [Number(number), text]));
  return writeSubElements(layout, values).toString('latin1');
}

/**
 * Returns a function that gives the track 2 of a request, or ''. When the dialect requires a track
 * 2 and the request has none, it is built from PAN and expiry.
 */
export function track2Reader(plan: Plan): (request: TransactionRequest) => string {
  const classes = new Set(
    MESSAGE_CLASSES.filter((name) =>
      plan.mandatory[name].some(([first, ...others]) => first === plan.fields.track2 && others.length === 0),
    ),
  );
  if (classes.size === 0) return (request) => request.track2;
  return ({ class: messageClass, track2, pan, expiry }) => {
    if (track2 !== '' || pan === '' || !classes.has(messageClass)) return track2;
    return `${pan}=${expiry === '' ? NO_EXPIRY : expiry}${SERVICE_CODE}`;
  };
}
