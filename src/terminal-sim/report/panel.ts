/**
 * The live panel of a run: redrawn in place on a terminal; a plain line every few seconds
 * elsewhere. It only formats; the run measures.
 */
import { createColors } from 'picocolors';
import type { Language } from '../../protocol/language.ts';
import { isApproval, OUTCOMES } from '../../protocol/outcome.ts';
import type { Latencies } from '../measure/histogram.ts';
import { supportedLatencies } from '../measure/supported-percentiles.ts';
import type { RunProgress } from '../run/threads/workers.ts';
import { formatCount, formatLatency, formatMs, formatSeconds, formatShare } from './number-text.ts';
import { latencyName } from './words/fields.ts';
import { FATE_WORDS, PHASE_WORDS } from './words/names.ts';
import { heading, phrase } from './words/say.ts';

export interface PanelOptions {
  readonly language: Language;
  readonly write: (text: string) => void;
  readonly tty: boolean;
  readonly color: boolean;
  readonly columns: number;
  readonly rows: number;
  /** Warm-up and measured time. */
  readonly totalMs: number;
}

export const PANEL_PERIOD_MS = { tty: 250, plain: 5_000 } as const;
const COLUMNS_MAX = 100;
const COLUMNS_MIN = 40;
/** Name, count, share of one outcome. */
const CELL_WIDTH = 39;
const LATENCIES_SHOWN = ['p50', 'p90', 'p99', 'p99.9', 'max'] as const;
interface LiveLatencies {
  readonly corrected: Latencies;
  readonly answered: number;
}

const FULL = '█';
const EMPTY = '░';

function latencyText(language: Language, { corrected, answered }: LiveLatencies): string {
  const latencies = supportedLatencies(corrected, answered);
  const shown = LATENCIES_SHOWN.filter((name) => latencies[name] !== undefined);
  return shown.map((name) => `${latencyName(language, name)} ${formatMs(language, latencies[name])}`).join('   ');
}

function narrowShare(language: Language, count: number, whole: number): string {
  return formatShare(language, count, whole).replace(/\s/, '').padStart(6);
}

export class Panel {
  readonly #options: PanelOptions;
  readonly #colors: ReturnType<typeof createColors>;
  #linesDrawn = 0;
  #lastSent = 0;
  #lastElapsedMs = 0;
  #ratePerSecond = 0;

  constructor(options: PanelOptions) {
    this.#options = options;
    this.#colors = createColors(options.color);
  }

  draw(progress: RunProgress): void {
    this.#measureRate(progress);
    if (!this.#options.tty) {
      this.#options.write(`${this.#plainLine(progress)}\n`);
      return;
    }
    const lines = this.#lines(progress);
    const up = this.#linesDrawn === 0 ? '' : `\x1b[${this.#linesDrawn}A`;
    this.#options.write(`${up}${lines.map((line) => `\x1b[2K${line}\n`).join('')}\x1b[0J`);
    this.#linesDrawn = lines.length;
  }

  /** Erases the panel. */
  clear(): void {
    if (this.#linesDrawn > 0) this.#options.write(`\x1b[${this.#linesDrawn}A\x1b[0J`);
    this.#linesDrawn = 0;
  }

  #measureRate(progress: RunProgress): void {
    const elapsedMs = progress.elapsedMs - this.#lastElapsedMs;
    if (elapsedMs <= 0) return;
    this.#ratePerSecond = ((progress.sentTotal - this.#lastSent) * 1000) / elapsedMs;
    this.#lastSent = progress.sentTotal;
    this.#lastElapsedMs = progress.elapsedMs;
  }

  #plainLine({ elapsedMs, phase, statistics }: RunProgress): string {
    const { language } = this.#options;
    const outcomes = statistics.outcomes();
    const approved = OUTCOMES.reduce((sum, row) => sum + (isApproval(row.name) ? outcomes[row.name] : 0), 0);
    const share = formatShare(language, approved, statistics.answeredCount);
    const { p50, p99 } = supportedLatencies(statistics.corrected(), statistics.answeredCount);
    return [
      formatSeconds(language, elapsedMs),
      PHASE_WORDS[phase][language],
      `${formatCount(language, this.#ratePerSecond)}/s`,
      `${heading(language, 'approved')} ${share}`,
      `p50 ${formatLatency(language, p50)}`,
      `p99 ${formatLatency(language, p99)}`,
    ].join('  ');
  }

  /** The lines without colour: rate, latencies, and messages without an answer. */
  #plainLines({ inFlight, sentTotal, statistics }: RunProgress): readonly string[] {
    const { language } = this.#options;
    const counted = (count: number, name: 'inFlight' | 'sent'): string => `${formatCount(language, count)} ${heading(language, name)}`;
    const { unansweredCount, notSentCount } = statistics;
    const unanswered = unansweredCount > 0 ? [`${FATE_WORDS.unanswered[language]} ${formatCount(language, unansweredCount)}`] : [];
    const notSent = notSentCount > 0 ? [`${FATE_WORDS.notSent[language]} ${formatCount(language, notSentCount)}`] : [];
    return [
      [`${formatCount(language, this.#ratePerSecond)}/s`, counted(inFlight, 'inFlight'), counted(sentTotal, 'sent')].join('   '),
      `${heading(language, 'panelLatency')}   ${latencyText(language, { corrected: statistics.corrected(), answered: statistics.answeredCount })}`,
      [...unanswered, ...notSent].join('   '),
    ];
  }

  #lines(progress: RunProgress): string[] {
    const colors = this.#colors;
    const { language, totalMs } = this.#options;
    const width = Math.max(COLUMNS_MIN, Math.min(COLUMNS_MAX, this.#options.columns)) - 1;
    const { statistics } = progress;
    const outcomes = statistics.outcomes();
    const answered = statistics.answeredCount;
    const times = { elapsed: formatSeconds(language, progress.elapsedMs), total: formatSeconds(language, totalMs) };
    const head = phrase(language, 'panelTime', { phase: PHASE_WORDS[progress.phase][language], ...times });
    const bar = this.#bar(progress.elapsedMs / totalMs, Math.max(0, width - head.length - 2));
    const lines = [`${colors.bold(head)}  ${colors.dim(bar)}`, ...this.#plainLines(progress).map((line) => line.slice(0, width))];
    const cells = OUTCOMES.filter((row) => outcomes[row.name] > 0).map((row) => {
      const count = outcomes[row.name];
      const text = row.name.padEnd(24) + formatCount(language, count).padStart(9) + narrowShare(language, count, answered);
      return isApproval(row.name) ? colors.green(text) : text;
    });
    const columns = width >= 2 * CELL_WIDTH + 1 ? 2 : 1;
    const perColumn = Math.ceil(cells.length / columns);
    for (let index = 0; index < perColumn; index += 1) lines.push(cells.filter((_cell, at) => at % perColumn === index).join(' '));
    // Lines past the end of the window could not be redrawn in place.
    return lines.slice(0, Math.max(1, this.#options.rows - 1));
  }

  #bar(share: number, width: number): string {
    const full = Math.round(Math.min(1, Math.max(0, share)) * width);
    return FULL.repeat(full) + EMPTY.repeat(width - full);
  }
}
