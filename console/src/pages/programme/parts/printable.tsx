/**
 * A page of the server to print: a letter or a sheet. It stands in a dialog, with its style in a shadow
 * root, because the policy of the console allows no style of a page within it.
 */
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { say } from '../text.ts';

interface Printable {
  readonly title: string;
  readonly html: string;
}

const shown = signal<Printable | undefined>(undefined);

export function showPrintable(title: string, html: string): void {
  shown.value = { title, html };
}

const STYLES = /<style>([\s\S]*?)<\/style>/g;

/** Rules for the page itself hold for the root of the shadow. */
function sheetOf(html: string): CSSStyleSheet {
  const rules = [...html.matchAll(STYLES)].map(([, text = '']) => text).join('\n');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules.replaceAll(/(^|[\s,}])(?:html|body)(?=[\s,{])/g, '$1:host'));
  return sheet;
}

function draw(place: HTMLElement, html: string): void {
  const { body, documentElement } = new DOMParser().parseFromString(html.replaceAll(STYLES, ''), 'text/html');
  const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheetOf(html)];
  place.lang = documentElement.lang;
  for (const script of body.querySelectorAll('script')) script.remove();
  // The console has its own main part.
  root.replaceChildren(...(body.querySelector('main') ?? body).childNodes);
}

export function PrintableDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const { value } = shown;
  useEffect(() => {
    if (value === undefined || place.current === null) return;
    draw(place.current, value.html);
    dialog.current?.showModal();
  }, [value]);
  // What it held, such as PINs, is gone with it.
  const close = (): void => {
    place.current?.shadowRoot?.replaceChildren();
    shown.value = undefined;
  };
  return (
    <dialog ref={dialog} class="printable" aria-labelledby="printable-title" onClose={close}>
      <div class="row spread bar-of-page">
        <h2 id="printable-title">{value?.title ?? ''}</h2>
        <span class="row">
          <button type="button" onClick={() => print()}>
            {say('print')}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            {say('close')}
          </button>
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is longer than its place, and the keyboard must be able to scroll it */}
      <div ref={place} class="paper" tabIndex={0} role="document" aria-label={value?.title ?? ''} />
    </dialog>
  );
}
