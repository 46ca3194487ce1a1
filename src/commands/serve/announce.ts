/** What `aksept serve` says when it is ready: a block for people at a terminal, or plain lines. */
import pc, { createColors } from 'picocolors';
import { pluralize } from '../../protocol/plural.ts';
import type { App } from '../../server/app.ts';
import type { LoadedCards } from '../../server/load-card-file.ts';

type Row = readonly [name: string, value: string];

const HTTP_PATHS = '/v1/cards, /v1/transactions, /metrics, /healthz, /readyz';

/** Colours by the rules of picocolors (NO_COLOR, FORCE_COLOR, TERM), on a terminal only. */
export function hasColor(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && pc.isColorSupported;
}

function loadedText({ cards, created }: LoadedCards): string {
  const there = cards - created;
  return `${pluralize(cards, 'card')}, ${created} new${there === 0 ? '' : `, ${there} on file already and not changed`}`;
}

/** The parts of an app that are announced. */
export type Announced = Pick<App, 'settings' | 'ports' | 'loaded'> & {
  readonly store: Pick<App['store'], 'description'>;
  readonly ring: Pick<App['ring'], 'id' | 'isTest'>;
  readonly backOffice: { readonly office: { readonly database: { readonly description: string } } } | undefined;
};

function rowsOf({ settings, ports, store, ring, loaded, backOffice }: Announced): readonly Row[] {
  return [
    ['Store', store.description],
    ['Keys', `${settings.keys} (${ring.isTest ? 'TEST key ring' : 'key ring'} ${ring.id})`],
    ...(loaded === undefined ? [] : [['Cards', `${settings.cards} (${loadedText(loaded)})`] as const]),
    ...(backOffice === undefined ? [] : [['Office', backOffice.office.database.description] as const]),
    ['Terminals', `${settings.host}:${ports.protobuf} (protobuf${ports.protobufIsTls ? ', TLS' : ''})`],
    ...ports.iso8583.map(
      ({ port, description, isTls }) => ['Terminals', `${settings.host}:${port} (${description}${isTls ? ', TLS' : ''})`] as const,
    ),
    ['HTTP', `${ports.httpIsTls ? 'https' : 'http'}://${settings.httpHost}:${ports.http} (${HTTP_PATHS})`],
  ];
}

/** One line for each part, for other programs. */
export function announcementLines(app: Announced): readonly string[] {
  return rowsOf(app).map(([name, value]) => `${name.padEnd(9)} ${value}`);
}

/** For people: each name once, and how to stop. */
export function announcementBlock(app: Announced, color: boolean): readonly string[] {
  const colors = createColors(color);
  const rows: readonly Row[] = [...rowsOf(app), ['Stop', 'Ctrl-C; requests in flight are answered first']];
  const shown = rows.map(([name, value], index) => {
    const label = rows[index - 1]?.[0] === name ? '' : name;
    return `  ${colors.bold(label.padEnd(9))}  ${value}`;
  });
  return ['', colors.green('aksept is ready.'), '', ...shown, ''];
}
