/** The request and the answer as they are on a wire, byte by byte, or as the fields of HTTP. */
import { useEffect } from 'preact/hooks';
import { MessageRows } from '../../parts/message-rows.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { t } from '../../text/text.ts';
import { HttpFields } from './http-fields.tsx';
import { encoded, encodeFor, SIDES, side, VIEWS, view } from './messages-state.ts';
import type { Exchange } from './state.ts';

function Bytes() {
  const { of, problem } = encoded.value;
  if (problem !== '') return <p class="bad">{problem}</p>;
  if (of === undefined) return <p class="soft">{t('loading')}</p>;
  const message = side.value === 'request' ? of.request : of.answer;
  if (message === undefined) return <p class="soft">{t('failed')}</p>;
  return (
    <>
      <p class="soft small">{t('encodedHead', { count: String(message.byteCount), header: of.header })}</p>
      <MessageRows rows={message.rows} />
    </>
  );
}

export function Messages({ exchange }: { readonly exchange: Exchange }) {
  const shown = view.value;
  useEffect(() => void encodeFor(exchange, shown), [exchange, shown]);
  return (
    <section class="panel" aria-label={t('message')}>
      <div class="row spread">
        <h2>{t('message')}</h2>
        <label>
          <span class="unseen">{t('wire')}</span>
          <select class="narrow" value={shown} onChange={({ currentTarget }) => (view.value = currentTarget.value as typeof shown)}>
            {VIEWS.map((each) => (
              <option key={each} value={each}>
                {each === 'http' ? t('httpFields') : each === 'protobuf' ? each : `ISO 8583 ${each}`}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Tabs names={SIDES} nameOf={(name) => t(name)} chosen={side} label={t('message')} panel="message" />
      {/* Wider than a phone: the keyboard must be able to scroll it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <div id="message" class="scroll" role="tabpanel" aria-labelledby={`tab-${side.value}`} tabIndex={0}>
        {shown === 'http' ? <HttpFields exchange={exchange} side={side.value} /> : <Bytes />}
      </div>
    </section>
  );
}
