/** Writes the report of a run: text to standard output, JSON, HTML and HDR to files. */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import pc from 'picocolors';
import { replaceFile } from '../../config/replace-file.ts';
import type { Language } from '../../protocol/language.ts';
import { hdrLog } from '../../terminal-sim/measure/hdr-log.ts';
import { ReportFileError, readReport } from '../../terminal-sim/report/compare.ts';
import { reportHtml } from '../../terminal-sim/report/html/page.ts';
import { isSound, type Report } from '../../terminal-sim/report/report.ts';
import { reportJson } from '../../terminal-sim/report/report-json.ts';
import { reportText } from '../../terminal-sim/report/text.ts';
import type { RunOutput } from '../../terminal-sim/run/run.ts';
import { CommandError, EXIT_CODES, print } from '../output.ts';

export interface ReportFiles {
  /** Language of text and HTML. */
  readonly language: Language;
  /** Empty: none; `-`: JSON on standard output instead of the text. */
  readonly json: string;
  /** Empty: none. */
  readonly html: string;
  /** Empty: none. */
  readonly hdr: string;
  /** An earlier report to compare this one with. */
  readonly other?: Report | undefined;
}

function writeOut(path: string, text: string, what: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    replaceFile(path, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CommandError(`The ${what} report cannot be written to ${path} (${code}); choose another path.`);
  }
}

export function writeReport({ report, intervals }: RunOutput, files: ReportFiles): void {
  const json = reportJson(report);
  if (files.json === '-') process.stdout.write(json);
  else print(reportText(report, process.stdout.isTTY === true && pc.isColorSupported, files.other, files.language));
  if (files.json !== '' && files.json !== '-') writeOut(files.json, json, 'JSON');
  if (files.html !== '') writeOut(files.html, reportHtml(report, files.other, files.language), 'HTML');
  if (files.hdr !== '') {
    const comment = `aksept ${report.versions.aksept} ${report.settings.command}, values in microseconds`;
    writeOut(files.hdr, hdrLog(intervals, Date.parse(report.startedAt), comment), 'HDR');
  }
}

/** The report of --compare; undefined without the flag. Throws a CommandError. */
export function readOther(path: string | undefined): Report | undefined {
  if (path === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CommandError(`--compare ${path} cannot be read (${code}); give a report that "aksept load --json" wrote.`, EXIT_CODES.usage);
  }
  try {
    return readReport(text, path);
  } catch (error) {
    if (error instanceof ReportFileError) throw new CommandError(error.message, EXIT_CODES.usage);
    throw error;
  }
}

/** The run was interrupted, or lost its host: it did not measure what it was asked to. */
export function wasCutShort({ interrupted, hostLost }: Report): boolean {
  return interrupted !== undefined || hostLost !== undefined;
}

/** Wrong books, or a host that never answered, count before thresholds. */
export function exitCodeOf(report: Report): number {
  if (!isSound(report) || report.messages.answered === 0) return EXIT_CODES.failed;
  // When this machine could not send fast enough, the result says nothing about the host.
  if (report.offer.shortBy === 'generator') return EXIT_CODES.failed;
  return report.thresholds.every((result) => result.kept) ? EXIT_CODES.fine : EXIT_CODES.threshold;
}
