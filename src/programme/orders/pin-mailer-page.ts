/**
 * PIN mailers to print, one on each sheet. A PIN is behind a flap that the reader opens; printed
 * closed, a pattern covers it. The serial is outside, the account nowhere.
 */
import { type Language, speakerOf } from '../../protocol/language.ts';
import { escaped, printablePage } from '../core/printable.ts';
import type { PinMailer } from './produce-pins.ts';

const say = speakerOf({
  title: { en: 'PINs of order {orderId}', nb: 'PIN-koder for bestilling {orderId}' },
  serial: { en: 'Serial', nb: 'Løpenummer' },
  warning: {
    en: 'Keep this letter closed in a safe until it is handed out with the card that has the same serial.',
    nb: 'Oppbevar brevet lukket i safe til det deles ut sammen med kortet som har samme løpenummer.',
  },
  open: { en: 'Open: only the holder of the card', nb: 'Åpnes bare av kortholder' },
  pin: { en: 'PIN', nb: 'PIN-kode' },
  once: {
    en: 'The PIN is printed once only. If it is lost, the office replaces the card.',
    nb: 'PIN-koden skrives ut bare én gang. Hvis den blir borte, må kontoret erstatte kortet.',
  },
} as const);

const STYLE = `
.mailer{border:1px solid #111;padding:1.5rem;margin:1rem 0}.serial{font-size:1.5rem;font-weight:700}
.pin{font:700 2rem/1 monospace;letter-spacing:.4em}
.cover{height:3rem;background:repeating-linear-gradient(45deg,#111 0 3px,#fff 3px 6px,#767676 6px 8px);-webkit-print-color-adjust:exact;print-color-adjust:exact}
details[open]+.cover{display:none}summary{cursor:pointer;padding:.5rem 0}`;

export function pinMailerPage(mailers: readonly PinMailer[], language: Language): string {
  const title = say(language, 'title', { orderId: String(mailers[0]?.orderId ?? '') });
  const body = `<main>${mailers.map((mailer) => mailerPart(mailer, language)).join('\n')}</main>`;
  return printablePage({ language, title, body, style: STYLE });
}

function mailerPart({ serial, subscriptionName, address, pin }: PinMailer, language: Language): string {
  return `<article class="mailer">
<p>${escaped(subscriptionName)}<br>${escaped(address)}</p>
<h1 class="serial">${say(language, 'serial')} ${escaped(serial)}</h1>
<p>${say(language, 'warning')}</p>
<details><summary>${say(language, 'open')}</summary><p>${say(language, 'pin')}</p><p class="pin">${escaped(pin)}</p></details>
<div class="cover" aria-hidden="true"></div>
<p>${say(language, 'once')}</p>
</article>`;
}
