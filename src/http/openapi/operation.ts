/** What the documentation says of an operation beyond its schemas. */
import type { ProblemCode } from '../problem.ts';

// biome-ignore format: a table, one tag a line
export const TAGS = {
  Cards: 'Issue cards, put them on file, read and change them. URLs hold tokens; PANs are in bodies only.',
  Transactions: 'Send a transaction on the same path as the messages of terminals.',
  Records: 'What the store has decided, and whether its books are right.',
  Faults: 'Rules that delay, drop, change or repeat answers.',
  Load: 'Simulated terminals that send traffic to this server.',
  Traces: 'Recorded traffic: keep it, make it of the journal, decide it again and read what differs.',
  Tools: 'What helps with messages.',
  Programme: 'The back office of the card programme: users, orders, accounts, payment files. A request names its user, or its token is bound to one.',
  Server: 'Health, metrics, and this documentation.',
} as const satisfies Readonly<Record<string, string>>;

export type Tag = keyof typeof TAGS;

export interface Operation {
  /** The operationId: a generated client names its function by it. */
  readonly id: string;
  readonly tag: Tag;
  /** In the imperative, without a full stop. */
  readonly summary: string;
  /** Whole sentences. */
  readonly description: string;
  /** Of the back office: the user of the example, as the header Aksept-User names it. */
  readonly user?: string;
  /** Example of the query. */
  readonly query?: Readonly<Record<string, string | number>>;
  /** Example of the body. */
  readonly body?: unknown;
  /** JSON Schema of a body that is read as it arrives, and which no schema of the route describes. */
  readonly bodySchema?: object;
  /** The body is of this type only, and no JSON; `body` is its text. */
  readonly bodyType?: string;
  /** Further content types of the body, with an example of each. */
  readonly bodyTypes?: Readonly<Record<string, string>>;
  /** Example of the answer. */
  readonly answer: unknown;
  /** Examples of answers with other statuses that are no problems. */
  readonly otherAnswers?: Readonly<Record<string, unknown>>;
  /** The content type of the answer, when it is not JSON. */
  readonly answerType?: string;
  /** Further content types of the answer, with an example of each. */
  readonly answerTypes?: Readonly<Record<string, string>>;
  /** The problems that belong to this operation, each with a sentence; those of any request are documented once. */
  readonly problems?: Readonly<Partial<Record<ProblemCode, string>>>;
}

/** By method and path, such as `GET /v1/cards/{token}`. */
export type Operations = Readonly<Record<string, Operation>>;
