/** The fields of the request and of the answer as they went over HTTP. The PIN is never shown. */
import { t } from '../../text/text.ts';
import type { SIDES } from './messages-state.ts';
import type { Exchange } from './state.ts';

const NOT_SHOWN: readonly string[] = ['explanation', 'headroom', 'explain', 'reason'];

function maskedPan(pan: string): string {
  return `${pan.slice(0, 6)}${'*'.repeat(Math.max(0, pan.length - 10))}${pan.slice(-4)}`;
}

function shown(name: string, value: unknown): string {
  if (name === 'pin') return `•••• (${t('hidden')})`;
  if (name === 'pan') return maskedPan(String(value));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function HttpFields({ exchange, side }: { readonly exchange: Exchange; readonly side: (typeof SIDES)[number] }) {
  const fields = Object.entries((side === 'request' ? exchange.request : exchange.answer) ?? {}).filter(
    ([name, value]) => value !== '' && value !== undefined && !NOT_SHOWN.includes(name),
  );
  return (
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
  );
}
