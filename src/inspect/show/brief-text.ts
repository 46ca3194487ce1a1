/** One line for each message (--brief): type, STAN, terminal, response code and verdict. */

import { mtiName } from '../listing/code-names.ts';
import type { InspectedMessage } from '../session/session.ts';
import { isoTime } from './json.ts';

const ARROWS = { toHost: '→ host', fromHost: '← host', unknown: '' } as const;

/** `#2`, `← host`, `packet 12`, time and label, if they are known. */
export function headingOf({ label, direction, packet, timeMs }: InspectedMessage, number: number): string {
  const parts = [`#${number}`, ARROWS[direction], packet === 0 ? '' : `packet ${packet}`, isoTime(timeMs) ?? '', label];
  return parts.filter((part) => part !== '').join('  ');
}

/**
 * Cells of a table: number, direction, packet, time, MTI and its name, STAN, terminal, response
 * code, verdict.
 */
export function briefCells(message: InspectedMessage, number: number): readonly string[] {
  const { examined, direction, packet, timeMs } = message;
  const { broken, shows, better } = examined;
  const { attempt, listing } = shows === 'better' && better !== undefined ? better : examined;
  const mti = shows === 'none' ? '' : attempt.unpacked.mti;
  const { stan, terminalId, responseCode } = attempt.dialect.fields;
  const field = (element: number): string => {
    if (shows === 'none') return '';
    const row = listing.rows.find(({ kind, element: listed }) => kind === 'element' && listed === element);
    return row?.value.replaceAll(/[^ -~]/g, '.').trim() ?? '';
  };
  const place =
    broken === undefined || shows !== 'first'
      ? ''
      : broken.element > 1
        ? ` in DE${broken.element}`
        : broken.element === 1
          ? ' in the bitmap'
          : '';
  return [
    `#${number}`,
    ARROWS[direction],
    packet === 0 ? '' : String(packet),
    isoTime(timeMs) ?? '',
    mti,
    mti === '' ? '' : mtiName(mti),
    field(stan),
    field(terminalId),
    field(responseCode),
    broken === undefined ? 'in order' : shows === 'none' ? 'no ISO 8583' : `BROKEN${place}`,
  ];
}

export const BRIEF_HEADINGS = ['', '', 'packet', 'time', 'MTI', 'what', 'DE11', 'DE41', 'DE39', ''] as const;
