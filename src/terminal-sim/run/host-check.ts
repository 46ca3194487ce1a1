/**
 * Asks the host for one answer before a run, so that a wrong port or codec is told in one sentence
 * at once, not by a report of zeros.
 */
import { randomBytes } from 'node:crypto';
import type { CardEntry } from '../../cards/card-entry.ts';
import { createPinEncrypter } from '../../pin/pin-verifier.ts';
import { OTHER_CERTIFICATE } from '../../tls/tls-error-text.ts';
import { TerminalCalendar } from '../calendar.ts';
import { Cardholder } from '../cardholder.ts';
import type { Clock } from '../clock.ts';
import { noFindings } from '../findings.ts';
import { foreignBytesText } from '../link/foreign-bytes.ts';
import { type ProbeOptions, type ProbeResult, probe } from '../link/probe.ts';
import { Random } from '../random.ts';
import type { Terminal } from '../terminal.ts';
import { groupCards } from '../workload/card-groups.ts';
import { createSites, terminalCount } from '../workload/sites.ts';
import { terminalKeyIds } from '../workload/workload.ts';
import type { LoadPlan } from './plan/plan.ts';

/** What says most about a wrong host comes first. */
const TELLING: readonly ProbeResult['kind'][] = ['notSent', 'unreadable', 'closed', 'silent'];

type CheckedPlan = Pick<LoadPlan, 'target' | 'wire' | 'ring' | 'cards' | 'mix' | 'workers'> & { readonly echoTimeoutMs: number };

/** A terminal of the run's kind, with a number that no terminal of the run has. */
function checkingTerminal({ mix, ring, workers }: CheckedPlan, clock: Clock): Terminal {
  const own = { ...mix, terminals: 1 };
  const before = workers * terminalCount({ ...mix, terminals: Math.max(1, Math.ceil(mix.terminals / workers)) });
  const context = {
    clock,
    calendar: new TerminalCalendar(),
    encrypter: createPinEncrypter(ring, randomBytes),
    pinKeyIds: terminalKeyIds(ring),
    findings: noFindings(),
  };
  const [site] = createSites(own, new Random('check'), context, before).shop;
  if (site === undefined) throw new RangeError('A mix has at least one shop.');
  return site.terminal;
}

/** An inquiry moves no money. Any answer will do, so an unsuitable card is better than none. */
function anyCard(cards: readonly CardEntry[], clock: Clock): Cardholder | undefined {
  const { ordinary, lowBalance, countLimited } = groupCards(cards, clock.wallMs());
  const [found = cards[0] === undefined ? undefined : new Cardholder(cards[0])] = [...ordinary, ...lowBalance, ...countLimited];
  return found;
}

function errorText(worst: ProbeResult, { target, wire, echoTimeoutMs }: CheckedPlan): string {
  const host = `The host ${target.host}:${target.port}`;
  const tlsCheck = target.tls === undefined ? 'that it does not expect TLS' : OTHER_CERTIFICATE;
  const check = `check that --codec ${wire.name}, with its header, is what the port speaks, and ${tlsCheck}`;
  const anyway = 'a host that answers neither of them, but other messages, needs --no-echo';
  switch (worst.kind) {
    case 'notSent':
      return worst.errorText;
    case 'unreadable':
      return `${host} answered what is not a message of --codec ${wire.name} (${worst.reason}): ${foreignBytesText(worst.bytes)}.`;
    case 'closed':
      return `${host} closed the connection at the first message, an echo or a balance inquiry; ${check}; ${anyway}.`;
    default:
      return `${host} did not answer an echo or a balance inquiry within ${echoTimeoutMs} ms each; ${check}; ${anyway}.`;
  }
}

/**
 * Sends an echo; when it is not answered, a balance inquiry, because not every host knows echoes.
 * Resolves with one sentence when neither got a readable answer.
 */
export async function checkHost(plan: CheckedPlan, clock: Clock): Promise<string | undefined> {
  const options: ProbeOptions = {
    target: plan.target,
    codec: plan.wire.codec,
    header: plan.wire.header,
    timeoutMs: plan.echoTimeoutMs,
  };
  const terminal = checkingTerminal(plan, clock);
  const echo = await probe(options, terminal.messages.network('echo'));
  if (echo.kind === 'answered') return undefined;
  const holder = anyCard(plan.cards, clock);
  if (holder === undefined) return errorText(echo, plan);
  const inquiry = await probe(options, terminal.messages.request(holder, 'balanceInquiry', 0));
  if (inquiry.kind === 'answered') return undefined;
  const [worst] = [echo, inquiry].sort((one, other) => TELLING.indexOf(one.kind) - TELLING.indexOf(other.kind));
  return errorText(worst ?? echo, plan);
}
