/** The fields of the request and of the answer. The PIN is never shown. */
import { useSignal } from '@preact/signals';
import { t } from '../../text/text.ts';
import type { Exchange } from './state.ts';

const SIDES = ['request', 'response'] as const;
const NOT_SHOWN: readonly string[] = ['explanation', 'headroom', 'explain', 'reason'];

function shown(name: string, value: unknown): string {
  if (name === 'pin') return `•••• (${t('hidden')})`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function MessageFields({ request, answer }: Exchange) {
  const side = useSignal<(typeof SIDES)[number]>('request');
  const fields = Object.entries((side.value === 'request' ? request : answer) ?? {}).filter(
    ([name, value]) => value !== '' && value !== undefined && !NOT_SHOWN.includes(name),
  );
  return (
    <section class="panel">
      <h2>{t('message')}</h2>
      <div class="tabs" role="tablist" aria-label={t('message')}>
        {SIDES.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`tab-${each}`}
            aria-selected={side.value === each}
            aria-controls="message-fields"
            onClick={() => (side.value = each)}
          >
            {t(each)}
          </button>
        ))}
      </div>
      <div id="message-fields" role="tabpanel" aria-labelledby={`tab-${side.value}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('field')}</th>
              <th scope="col">{t('value')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(([name, value]) => (
              <tr key={name}>
                <td>{name}</td>
                <td>
                  <code>{shown(name, value)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
