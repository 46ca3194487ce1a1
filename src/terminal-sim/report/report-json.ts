/** The report as the JSON that is written. */
import type { Report } from './report.ts';

/** Rounds to six decimals: further digits have no meaning. */
function readableNumber(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Math.round(value * 1e6) / 1e6 : value;
}

export function reportJson(report: Report): string {
  return `${JSON.stringify(report, readableNumber, 2)}\n`;
}
