/** The service agreement as a page to print, sign and post. */
import { type Language, speakerOf } from '../../protocol/language.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { requireServiceAgreement, type ServiceAgreement, type ServiceAgreementLine } from './service-agreement.ts';

/** Handbook 10.3: where the signed agreement is posted. */
export const RETURN_ADDRESS = ['DNB Bank ASA', 'Drift Konto', 'Postboks 1600 Sentrum', '0021 Oslo'] as const;

const say = speakerOf({
  title: { en: 'Service agreement', nb: 'Tjenesteavtale' },
  agreement: { en: 'Subscription {number}, {name}', nb: 'Nettbankabonnement {number}, {name}' },
  cardTypes: {
    en: 'Administrator and bestiller hold for both card types, Kronekort and Kontantkort; they cannot be held apart.',
    nb: 'Administrator og bestiller gjelder for begge korttyper, Kronekort og Kontantkort; det er ikke mulig å skille på disse.',
  },
  direction: { en: 'In/out', nb: 'Inn/ut' },
  in: { en: 'In', nb: 'Meldes inn' },
  out: { en: 'Out', nb: 'Meldes ut' },
  role: { en: 'Role', nb: 'Rolle' },
  administrator: { en: 'Administrator', nb: 'Administrator' },
  bestiller: { en: 'Bestiller', nb: 'Bestiller' },
  name: { en: 'Name', nb: 'Navn' },
  person: { en: 'BrukerID or national number', nb: 'BrukerID eller fødsels- og personnummer' },
  place: { en: 'Place and date', nb: 'Sted og dato' },
  signature: { en: 'Signature of the district director (Bydelsdirektør)', nb: 'Signatur, Bydelsdirektør' },
  post: { en: 'Post the signed agreement to', nb: 'Signert avtale returneres per post til' },
} as const);

const STYLE =
  'body{font:12pt serif;margin:2cm;max-width:17cm}table{border-collapse:collapse;width:100%}th,td{border:1px solid #000;padding:.2cm;text-align:left}.line{border-top:1px solid #000;margin-top:2cm;width:9cm}address{font-style:normal}';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function row(cells: readonly string[], tag: 'th' | 'td'): string {
  const open = tag === 'th' ? '<th scope="col">' : '<td>';
  return `<tr>${cells.map((cell) => `${open}${escaped(cell)}</${tag}>`).join('')}</tr>`;
}

function lineCells(language: Language, { direction, held, userName, userId, nationalNumber }: ServiceAgreementLine): readonly string[] {
  return [say(language, direction), say(language, held), userName, userId ?? nationalNumber ?? ''];
}

/** A whole page without script. */
export function serviceAgreementHtml(agreement: ServiceAgreement, language: Language): string {
  const { agreementNumber, agreementName, lines } = agreement;
  const title = escaped(say(language, 'title'));
  const head = [say(language, 'direction'), say(language, 'role'), say(language, 'name'), say(language, 'person')];
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head><body>`,
    `<h1>${title}</h1>`,
    `<p>${escaped(say(language, 'agreement', { number: agreementNumber, name: agreementName }))}</p>`,
    `<p>${escaped(say(language, 'cardTypes'))}</p>`,
    `<table><thead>${row(head, 'th')}</thead><tbody>${lines.map((line) => row(lineCells(language, line), 'td')).join('')}</tbody></table>`,
    `<p class="line">${escaped(say(language, 'place'))}</p>`,
    `<p class="line">${escaped(say(language, 'signature'))}</p>`,
    `<p>${escaped(say(language, 'post'))}</p><address>${RETURN_ADDRESS.map(escaped).join('<br>')}</address>`,
    '</body></html>',
    '',
  ].join('\n');
}

/** In the language of the actor, who must be of the bank, or administrator or bestiller. */
export async function serviceAgreementPage(office: Office, actor: Actor, agreementId: number): Promise<string> {
  return await office.database.transaction(async (sql) =>
    serviceAgreementHtml(await requireServiceAgreement(sql, actor, agreementId), actor.language),
  );
}
