/** Compares a request and a response: whether a client would match them, and if not, why. */
import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { isResponseMti, mtiKind, mtiText, responseMti } from '../../protocol/iso8583/elements/mti.ts';
import { mtiName } from '../listing/code-names.ts';
import { hiddenBytesOf, maskedText } from '../mask/element-mask.ts';
import { elementOf, nameOf, type ParseAttempt } from '../read/parse-attempt.ts';

export const MATCH_VERDICTS = ['equal', 'missing', 'different', 'added'] as const;
export type MatchVerdict = (typeof MATCH_VERDICTS)[number];

export interface MatchRow {
  readonly element: number;
  readonly name: string;
  readonly verdict: MatchVerdict;
  /** Masked. */
  readonly request: string;
  readonly response: string;
  readonly remark: string;
  /** Most clients match responses by this element. */
  readonly isKey: boolean;
}

export interface Match {
  readonly mti: { readonly request: string; readonly response: string; readonly expected: string; readonly isRight: boolean };
  readonly rows: readonly MatchRow[];
  readonly responseCode: string;
  readonly matches: boolean;
  /** Reasons that prevent a match, then those for which only a strict client would refuse it. */
  readonly reasons: readonly string[];
  /** One sentence. */
  readonly sentence: string;
}

/** How two texts differ. Names positions, never the characters. */
export function differenceWords(request: string, response: string): string {
  if (request.trim() === response.trim()) {
    const side = request.trimEnd() === response.trimEnd() ? 'on the right' : 'on the left';
    return `only the blanks ${side} differ: ${request.length} characters in the request, ${response.length} in the response`;
  }
  const digits = (text: string): string => text.replace(/^0+(?=.)/, '');
  if (/^\d+$/.test(request) && /^\d+$/.test(response) && digits(request) === digits(response)) {
    return `only the leading zeros differ: ${request.length} digits in the request, ${response.length} in the response`;
  }
  if (digits(request.trim()) === digits(response.trim())) return 'only the padding differs: blanks on one side, zeros on the other';
  if (request.toLowerCase() === response.toLowerCase()) return 'only upper and lower case differ';
  if (request.startsWith(response) || response.startsWith(request)) {
    return `the ${request.length > response.length ? 'response' : 'request'} ends after ${Math.min(request.length, response.length)} characters`;
  }
  let at = 0;
  while (request[at] === response[at]) at += 1;
  return `differs from position ${at + 1} on`;
}

/** The key elements, then those that a response repeats in this dialect. */
function echoed(dialect: Dialect): readonly number[] {
  const { stan, terminalId } = dialect.fields;
  const keys = [stan, terminalId].filter((number) => number > 0);
  return [...keys, ...dialect.echo.filter((number) => !keys.includes(number))];
}

function rowOf(number: number, request: ParseAttempt, response: ParseAttempt, isKey: boolean): MatchRow | undefined {
  const [asked, answered] = [elementOf(request, number), elementOf(response, number)];
  if (asked === undefined && answered === undefined) return undefined;
  const row = {
    element: number,
    name: nameOf(request.dialect, number) || nameOf(response.dialect, number),
    request: asked === undefined ? '' : maskedText(request, asked, hiddenBytesOf(request)),
    response: answered === undefined ? '' : maskedText(response, answered, hiddenBytesOf(response)),
    isKey,
  };
  if (asked === undefined) return { ...row, verdict: 'added', remark: 'only in the response' };
  if (answered === undefined) return { ...row, verdict: 'missing', remark: 'not in the response' };
  if (asked.text !== answered.text) return { ...row, verdict: 'different', remark: differenceWords(asked.text, answered.text) };
  const bytes = (attempt: ParseAttempt, element: typeof asked): Buffer =>
    attempt.bytes.subarray(attempt.prefixBytes + element.valueOffset, attempt.prefixBytes + element.valueOffset + element.valueBytes);
  const isSame = bytes(request, asked).equals(bytes(response, answered));
  return { ...row, verdict: 'equal', remark: isSame ? '' : 'the same, but encoded otherwise' };
}

function mtiOf(request: ParseAttempt, response: ParseAttempt): Match['mti'] {
  const [asked, answered] = [request.unpacked.mti, response.unpacked.mti];
  const number = Number(asked);
  const isRequest = asked !== '' && mtiKind(number) !== undefined && !isResponseMti(number);
  const expected = isRequest ? mtiText(responseMti(number)) : '';
  return { request: asked, response: answered, expected, isRight: expected !== '' && answered === expected };
}

function mtiReason({ request, response, expected }: Match['mti']): string {
  if (expected !== '') return `${expected} (${mtiName(expected)}) answers ${request}, not ${response === '' ? 'what is no MTI' : response}`;
  const answered = Number(response);
  const isSwapped = response !== '' && !isResponseMti(answered) && mtiText(responseMti(answered)) === request;
  return isSwapped
    ? 'the two are given the wrong way round: the request comes first'
    : `${request === '' ? 'what was given first' : request} is no request`;
}

function rowReason({ element, verdict, remark }: MatchRow): string {
  if (verdict === 'missing') return `DE${element} is missing in the response`;
  return remark.startsWith('differs') ? `DE${element} ${remark}` : `DE${element} differs: ${remark}`;
}

/** In a partial approval the response has the lower, approved amount. */
function isLowerAmount(row: MatchRow, dialect: Dialect, responseCode: string): boolean {
  const partial = dialect.responseCodes === 'de39' ? '10' : '002';
  return row.element === dialect.fields.amount && responseCode === (dialect.responseCodeOverrides.approvedPartially ?? partial);
}

/** Both messages must be completely parsed. */
export function matchOf(request: ParseAttempt, response: ParseAttempt): Match {
  const { dialect } = request;
  const { stan, terminalId, responseCode } = dialect.fields;
  const mti = mtiOf(request, response);
  const code = elementOf(response, response.dialect.fields.responseCode)?.text ?? '';
  const rows = echoed(dialect)
    .map((number) => rowOf(number, request, response, number === stan || number === terminalId))
    .filter((row) => row !== undefined)
    .map((row) =>
      row.verdict === 'different' && isLowerAmount(row, dialect, code) ? { ...row, remark: 'a lower amount was approved' } : row,
    );
  const wrong = rows.filter((row) => (row.verdict === 'missing' || row.verdict === 'different') && !isLowerAmount(row, dialect, code));
  const decisive = [
    ...(mti.isRight ? [] : [mtiReason(mti)]),
    ...wrong.filter(({ isKey }) => isKey).map(rowReason),
    ...(code === '' ? [`DE${responseCode} is missing in the response, so that no outcome can be told`] : []),
  ];
  const others = wrong.filter(({ isKey }) => !isKey).map(rowReason);
  return {
    mti,
    rows,
    responseCode: code,
    matches: decisive.length === 0,
    reasons: [...decisive, ...others],
    sentence: decisive.length > 0 ? `A client would not match them: ${decisive.join('; ')}.` : matchSentence(mti, rows, others),
  };
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** @param others what only a strict client would refuse */
function matchSentence(mti: Match['mti'], rows: readonly MatchRow[], others: readonly string[]): string {
  const keys = listed(rows.filter(({ isKey }) => isKey).map(({ element }) => `DE${element}`));
  const on = `${mti.response} answers ${mti.request}${keys === '' ? '' : `, and ${keys} ${keys.includes('and') ? 'are' : 'is'} the same`}`;
  return others.length === 0
    ? `They match: ${on}.`
    : `They match on the usual keys (${on}), but a strict client would refuse them: ${others.join('; ')}.`;
}
