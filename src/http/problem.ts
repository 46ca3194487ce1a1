/** Problem details (RFC 9457): the body of every error, and the table of the problems. */

/** The content type of errors. */
export const PROBLEM_TYPE = 'application/problem+json';

interface ProblemRow {
  readonly status: number;
  /** What all problems of this code have in common, without a full stop. */
  readonly title: string;
}

/** The codes never change: programs go by them. */
// biome-ignore format: a table, one problem a line
export const PROBLEMS = {
  badHttp: { status: 400, title: 'Not readable as HTTP' },
  badJson: { status: 400, title: 'Not readable as JSON' },
  badRequest: { status: 400, title: 'Invalid request' },
  badUrl: { status: 400, title: 'Invalid URL' },
  clearPinRefused: { status: 400, title: 'Clear PIN without test keys' },
  keyMissing: { status: 400, title: 'No Idempotency-Key' },
  clientGone: { status: 400, title: 'The client closed its connection' },
  userMissing: { status: 401, title: 'No user of the back office' },
  unauthenticated: { status: 401, title: 'No token or certificate that is taken' },
  hostNotAllowed: { status: 403, title: 'Foreign Host header' },
  originNotAllowed: { status: 403, title: 'Foreign Origin header' },
  targetNotAllowed: { status: 403, title: 'Target on another machine' },
  testKeysOnly: { status: 403, title: 'With test keys only' },
  loopbackOnly: { status: 403, title: 'Given on the same machine only' },
  roleNeeded: { status: 403, title: 'Another role is needed' },
  userNotNamed: { status: 403, title: 'Bound to another user' },
  notAllowed: { status: 403, title: 'Not allowed in the back office' },
  cardNotOnFile: { status: 404, title: 'Card not on file' },
  noSuchRun: { status: 404, title: 'No such load run' },
  noSuchReplay: { status: 404, title: 'No such replay' },
  noSuchTrace: { status: 404, title: 'No such trace' },
  noSuchPath: { status: 404, title: 'No such path' },
  notFound: { status: 404, title: 'Not in the back office, or not for this user' },
  noOffice: { status: 404, title: 'No back office' },
  noTestCards: { status: 404, title: 'No test cards' },
  methodNotAllowed: { status: 405, title: 'Method not allowed' },
  bodyTooSlow: { status: 408, title: 'Body too slow' },
  headersTooSlow: { status: 408, title: 'Headers too slow' },
  clockBackwards: { status: 409, title: 'The clock never goes back' },
  clockNotMovable: { status: 409, title: 'The clock cannot be moved' },
  clockTooFar: { status: 409, title: 'The clock cannot be moved so far' },
  answerNotKept: { status: 409, title: 'Carried out; the answer was not kept' },
  listenerRefused: { status: 409, title: 'Listener not usable over HTTP' },
  noReport: { status: 409, title: 'No report' },
  replayActive: { status: 409, title: 'A replay runs' },
  tracesFull: { status: 409, title: 'No room for a trace' },
  runActive: { status: 409, title: 'A load run is active' },
  conflict: { status: 409, title: 'Not now, or not any more, in the back office' },
  keyInUse: { status: 409, title: 'Idempotency-Key in use' },
  refused: { status: 409, title: 'Refused by the store' },
  bodyTooDeep: { status: 413, title: 'Body nested too deep' },
  bodyTooLarge: { status: 413, title: 'Body too large' },
  tooManyCards: { status: 413, title: 'Too many cards' },
  urlTooLong: { status: 414, title: 'URL too long' },
  notJson: { status: 415, title: 'Content type not accepted' },
  notXml: { status: 415, title: 'Not application/xml' },
  keyReused: { status: 422, title: 'Idempotency-Key of another request' },
  invalid: { status: 422, title: 'Wrong as it stands, for the back office' },
  emptyJournal: { status: 422, title: 'No exchange in the journal' },
  notATrace: { status: 422, title: 'Not a trace' },
  noMessage: { status: 422, title: 'No message in the text' },
  tooMuchToInspect: { status: 422, title: 'Text takes too long to inspect' },
  tooManyRequests: { status: 429, title: 'Too many requests' },
  headersTooLong: { status: 431, title: 'Headers too long' },
  fault: { status: 500, title: 'Fault inside the server' },
  faulty: { status: 500, title: 'Store contents not readable' },
  tooManyStreams: { status: 503, title: 'Too many streams' },
  databaseUnreachable: { status: 503, title: 'Database of the back office not reachable' },
  busy: { status: 503, title: 'Too many large requests' },
  unreachable: { status: 503, title: 'Store not reachable' },
} as const satisfies Readonly<Record<string, ProblemRow>>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface Problem {
  readonly code: ProblemCode;
  /** Of the back office: which refusal it is. The code of the answer, instead of its kind. */
  readonly refusal?: string;
  /** One sentence, which quotes nothing of the request. */
  readonly detail: string;
  /** Further members of the body. */
  readonly members?: Readonly<Record<string, number | string>>;
  /** Further headers of the response. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The body. The type is the place on this server that describes the problem. */
export function problemBody({ code, refusal = code, detail, members }: Problem): Readonly<Record<string, string | number>> {
  const { status, title } = PROBLEMS[code];
  return { type: `/docs#${code}`, title, status, detail, code: refusal, ...members };
}
