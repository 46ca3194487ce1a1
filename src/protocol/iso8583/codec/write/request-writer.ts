/**
 * Writes a request as a terminal sends it. Fields that the dialect's elements and code tables
 * cannot hold are written as tags into its private element, so that the host reads the same
 * request.
 */
import { MESSAGE_CLASSES, type NetworkRequest, type Request, type TransactionRequest } from '../../../message.ts';
import { writeAdditional } from '../../elements/additional-data.ts';
import { transmissionDigits } from '../../elements/times.ts';
import type { Plan } from '../plan.ts';
import { codedSteps } from './coded-steps.ts';
import type { MessageWriter } from './message-writer.ts';
import { plainSteps } from './plain-steps.ts';
import { namesByStan, type RequestStep } from './request-step.ts';
import { requiredElements } from './required-elements.ts';

const TRANSACTION_CLASSES = MESSAGE_CLASSES.filter((name) => name !== 'networkManagement');

/** Steps for elements with a constant value, written in every class that requires them. */
function requiredSteps(plan: Plan, carried: ReadonlySet<number>): readonly RequestStep[] {
  return TRANSACTION_CLASSES.flatMap((messageClass) =>
    requiredElements(plan, messageClass, carried).map(({ element, text }) => ({
      element,
      put: (request: TransactionRequest, writer: MessageWriter) => {
        if (request.class === messageClass) writer.putText(element, text);
      },
    })),
  );
}

/** The steps that write a transaction: one for each element, in ascending order. */
export function requestStepsOf(plan: Plan): readonly RequestStep[] {
  const coded = codedSteps(plan);
  const codedElements = new Set(coded.map((step) => step.element));
  const steps = [...plainSteps(plan).filter((step) => step.element !== 0 && !codedElements.has(step.element)), ...coded];
  steps.push(...requiredSteps(plan, new Set(steps.map((step) => step.element))));
  const spec = plan.dialect.additionalData;
  if (spec !== undefined) {
    steps.push({
      element: spec.element,
      put: (_request, writer, tags) => {
        if (tags.size > 0) writer.putText(spec.element, writeAdditional(tags, spec));
      },
    });
  }
  return steps.sort((a, b) => a.element - b.element);
}

/** True when the request needs a second bitmap, for an element above 64. */
export function needsSecondary(plan: Plan, request: Request): boolean {
  const { fields } = plan;
  if (request.class === 'networkManagement') return plan.networkFunctions.some((table) => table.element > 64);
  return (fields.original > 64 && namesByStan(request.original)) || (fields.standing > 64 && request.replacementAmountMinor !== 0);
}

/**
 * Writes a network management message. If the dialect has no element for the function, the message
 * goes out without it; the host reports that.
 */
export function putNetwork(plan: Plan, request: NetworkRequest, writer: MessageWriter): void {
  const { fields } = plan;
  const table = plan.networkFunctions[0];
  const code = request.function === '' ? undefined : table?.codes.get(request.function);
  const steps: readonly (readonly [number, () => void])[] = [
    [
      fields.transmissionTime,
      () => request.transmissionTimeMs !== 0 && writer.putText(fields.transmissionTime, transmissionDigits(request.transmissionTimeMs)),
    ],
    [fields.stan, () => writer.putInteger(fields.stan, request.stan)],
    [fields.acquirerId, () => request.acquirerId !== '' && writer.putText(fields.acquirerId, request.acquirerId)],
    [fields.terminalId, () => request.terminalId !== '' && writer.putText(fields.terminalId, request.terminalId)],
    [table?.element ?? 0, () => code !== undefined && writer.putText(table?.element ?? 0, code)],
  ];
  const required = requiredElements(plan, 'networkManagement', new Set(steps.map(([element]) => element))).map(
    ({ element, text }) => [element, () => writer.putText(element, text)] as const,
  );
  for (const [element, put] of [...steps, ...required].sort(([a], [b]) => a - b)) if (element !== 0) put();
}
