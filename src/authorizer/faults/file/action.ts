/** Reads the `do` of a fault rule. */
import { z } from 'zod';
import { OUTCOMES } from '../../../protocol/outcome.ts';
import { type AnswerFault, CLOSE_KINDS, COPIES_MAX, DELAY_MS_MAX, type Delay, type FaultAction, LATE_MS_DEFAULT } from '../rules/rule.ts';
import { orShort, wholeFrom } from './values.ts';

const delayMs = wholeFrom(0, DELAY_MS_MAX);
const outcomeNames = OUTCOMES.map(({ name }) => name);

const spread = z.strictObject({ mean: delayMs, deviation: delayMs }, 'must be an object');
const pair = z.tuple([delayMs, delayMs], { error: 'must be two numbers of milliseconds, such as [100, 900]' });
const DELAY_KINDS = ['fixedMs', 'uniformMs', 'normalMs', 'exponentialMs'] as const;

const distribution = z.strictObject(
  {
    fixedMs: delayMs.optional(),
    uniformMs: pair.optional(),
    normalMs: spread.optional(),
    exponentialMs: delayMs.optional().describe('The mean.'),
    capMs: delayMs.default(DELAY_MS_MAX).describe('No delay is longer.'),
  },
  'must be a number of milliseconds or an object',
);

const delay = orShort(distribution, delayMs, (value) => (typeof value === 'number' ? { fixedMs: value } : value)).transform(
  (given, context): Delay => {
    const { fixedMs, uniformMs, normalMs, exponentialMs, capMs } = given;
    const fault = (message: string): typeof z.NEVER => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    if (DELAY_KINDS.filter((kind) => given[kind] !== undefined).length !== 1) return fault(`must have one of ${DELAY_KINDS.join(', ')}`);
    if (fixedMs !== undefined) return { kind: 'fixed', ms: fixedMs, capMs };
    if (exponentialMs !== undefined) return { kind: 'exponential', meanMs: exponentialMs, capMs };
    if (normalMs !== undefined) return { kind: 'normal', meanMs: normalMs.mean, deviationMs: normalMs.deviation, capMs };
    const [fromMs, toMs] = uniformMs ?? [0, 0];
    return fromMs <= toMs ? { kind: 'uniform', fromMs, toMs, capMs } : fault('must not be from more to less');
  },
);

const yes = z.literal(true, { error: 'must be true, or left out' });
/** Accepts `true` as a short form of `meant`. */
const orTrue = <T extends z.ZodType>(whole: T, meant: unknown) =>
  orShort(whole, z.literal(true), (value) => (value === true ? meant : value));
const plain = 'must be true or an object';

const late = orTrue(delayMs, LATE_MS_DEFAULT);
const copies = wholeFrom(2, COPIES_MAX).default(2);
const duplicate = orTrue(z.strictObject({ copies, everyMs: wholeFrom(0, DELAY_MS_MAX / COPIES_MAX).default(0) }, { error: plain }), {});
const close = orTrue(z.enum(CLOSE_KINDS, { error: `must be true or one of ${CLOSE_KINDS.join(', ')}` }), 'instead');
const trickle = orTrue(
  z.strictObject({ bytes: wholeFrom(1, 65_536).default(1), everyMs: wholeFrom(1, 10_000).default(20) }, { error: plain }),
  {},
);

const DECISIONS = ['outcome', 'storeDown', 'storeAnswerLost'] as const;
const ENDINGS = ['drop', 'duplicate', 'close', 'garbage', 'trickle'] as const;
const WAITS = ['delay', 'late', 'stall'] as const;

const given = z.strictObject(
  {
    outcome: z
      .enum(outcomeNames, { error: `must be one of ${outcomeNames.join(', ')}` })
      .optional()
      .describe('Answered so instead of a decision; the card stays as it is.'),
    storeDown: yes.optional().describe('The store cannot be reached for this message.'),
    storeAnswerLost: yes.optional().describe('The store decides, and its answer is lost.'),
    delay: delay.optional().describe('Milliseconds, or how they are distributed.'),
    late: late.optional().describe(`After ${LATE_MS_DEFAULT} ms, or so many, when the terminal has given up.`),
    stall: yes.optional().describe('Held to the end of match.during.'),
    drop: yes.optional().describe('Never answered.'),
    duplicate: duplicate.optional().describe('Answered twice, or so often.'),
    close: close.optional().describe('The connection ends instead of the answer, after half of it, or after it.'),
    garbage: yes.optional().describe("Random bytes of the answer's length."),
    trickle: trickle.optional().describe('A few bytes at a time.'),
  },
  'must be an object',
);
type Given = z.output<typeof given>;

/** Describes what is wrong with a combination of actions; empty when it is valid. */
function mixProblem(done: Given): string {
  const endings = ENDINGS.filter((name) => done[name] !== undefined);
  const decisions = DECISIONS.filter((name) => done[name] !== undefined);
  const waits = WAITS.filter((name) => done[name] !== undefined);
  if (decisions.length > 1) return `cannot have both ${decisions.join(' and ')}; choose one`;
  if (endings.length > 1) return `cannot have both ${endings.join(' and ')}; choose one`;
  if (waits.length > 1) return `cannot have both ${waits.join(' and ')}; choose one`;
  if (done.drop === true && waits.length > 0) return `cannot have both drop and ${waits[0]}: an answer that is dropped is never late`;
  return Object.keys(done).length > 0 ? '' : 'is empty; say what is to be done, such as {delay: 500}';
}

function answerOf(done: Given): AnswerFault {
  if (done.drop) return { kind: 'drop' };
  if (done.duplicate !== undefined) return { kind: 'duplicate', ...done.duplicate };
  if (done.close !== undefined) return { kind: 'close', how: done.close };
  if (done.trickle !== undefined) return { kind: 'trickle', ...done.trickle };
  return { kind: done.garbage ? 'garbage' : 'none' };
}

function outageOf({ storeDown, storeAnswerLost }: Given): FaultAction['store'] {
  if (storeDown === true) return 'unreachable';
  return storeAnswerLost === true ? 'answer lost' : '';
}

export const action = given.transform((done, context): FaultAction => {
  const message = mixProblem(done);
  if (message !== '') {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
  const { late: lateMs } = done;
  return {
    outcome: done.outcome,
    store: outageOf(done),
    delay: lateMs === undefined ? done.delay : { kind: 'fixed', ms: lateMs, capMs: DELAY_MS_MAX },
    stall: done.stall === true,
    answer: answerOf(done),
  };
});
