/** Counts the errors of connections, for the report. */
import type { HeaderKind } from '../../protocol/framing/frame.ts';
import type { Response } from '../../protocol/message.ts';

/** Counts, and the first error as a sentence. Plain data. */
export interface LinkErrors {
  connectionsLost: number;
  connectsFailed: number;
  /** Those of them that TCP took and TLS did not. */
  handshakesFailed: number;
  /** Answers that came after the terminal had stopped waiting. */
  lateAnswers: number;
  /** Answers to no request that was sent. */
  strayAnswers: number;
  unreadableAnswers: number;
  /**
   * Answers with another transmission time than the request or without a terminal, matched on the
   * other fields.
   */
  looseAnswers: number;
  /** Connections on which requests were sent and none was answered. */
  silentConnections: number;
  firstSentence: string;
}

const TERMINAL_SHOWN_MAX = 16;

export function noLinkErrors(): LinkErrors {
  return {
    connectionsLost: 0,
    connectsFailed: 0,
    handshakesFailed: 0,
    lateAnswers: 0,
    strayAnswers: 0,
    unreadableAnswers: 0,
    looseAnswers: 0,
    silentConnections: 0,
    firstSentence: '',
  };
}

export function sumLinkErrors(parts: readonly LinkErrors[]): LinkErrors {
  const sum = noLinkErrors();
  for (const part of parts) {
    sum.connectionsLost += part.connectionsLost;
    sum.connectsFailed += part.connectsFailed;
    sum.handshakesFailed += part.handshakesFailed;
    sum.lateAnswers += part.lateAnswers;
    sum.strayAnswers += part.strayAnswers;
    sum.unreadableAnswers += part.unreadableAnswers;
    sum.looseAnswers += part.looseAnswers;
    sum.silentConnections += part.silentConnections;
    if (sum.firstSentence === '') sum.firstSentence = part.firstSentence;
  }
  return sum;
}

/** A host may send any bytes as a terminal id. */
function printable(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, '.').slice(0, TERMINAL_SHOWN_MAX);
}

export function strayAnswerText({ terminalId, stan }: Response): string {
  const of = terminalId === '' ? 'without a terminal' : `of terminal ${printable(terminalId)}`;
  return `An answer ${of} with STAN ${stan} matches no request in flight: the host does not return DE11 and DE41 unchanged, or it was very late.`;
}

/**
 * With a wrong header kind, the first bytes usually read as a huge length, and the frame never
 * completes.
 */
export function partialFrameText({ description }: HeaderKind): string {
  return `The host sent bytes that are not a whole message after a ${description}; check that --codec, with its header, is what the port speaks.`;
}
