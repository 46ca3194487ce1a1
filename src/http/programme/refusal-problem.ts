/** What the back office refuses, as problem details in the language of the user. */
import { Refusal } from '../../programme/core/refusal.ts';
import { FileFault } from '../../programme/payment-files/file-fault.ts';
import type { Language } from '../../protocol/language.ts';
import type { Problem } from '../problem.ts';

/** Undefined for any other error. */
export function refusalProblem(error: unknown, language: Language): Problem | undefined {
  const headers = { 'content-language': language };
  if (error instanceof Refusal) return { code: error.kind, refusal: error.code, detail: error.sentence(language), headers };
  if (!(error instanceof FileFault)) return undefined;
  const { line, column } = error.place;
  const members = { line, column, reason: error.reason };
  return { code: 'invalid', refusal: error.code, detail: error.sentence(language), members, headers };
}
