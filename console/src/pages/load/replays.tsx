/** Traces, to keep and replay. */
import { useEffect, useRef } from 'preact/hooks';
import type { Replay, Trace } from '../../api/types.ts';
import { FileLink } from '../../parts/file-link.tsx';
import { language } from '../../settings.ts';
import { bytesText, countText, receiptInstant, timeText } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { ReplayResult } from './replay-result.tsx';
import { exportJournal, openTraces, profiles, remove, replay, start, traces, uploadFile } from './replay-state.ts';
import { act, isBusy, problem } from './state.ts';

const LIMITS = { recorded: 'limitsRecorded', server: 'limitsServer', host: 'limitsHost' } as const;

function Upload() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        class="unseen"
        tabIndex={-1}
        aria-hidden="true"
        accept=".ndjson,application/x-ndjson"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file !== undefined) void act(() => uploadFile(file));
          currentTarget.value = '';
        }}
      />
      <button
        type="button"
        aria-disabled={isBusy.value}
        onClick={() => {
          if (!isBusy.value) input.current?.click();
        }}
      >
        {t('uploadTrace')}
      </button>
    </>
  );
}

function Row({ trace }: { readonly trace: Trace }) {
  const { id, name, exchanges, firstMs, bytes } = trace;
  const isRunning = replay.value?.state === 'running';
  return (
    <tr>
      <td>{name}</td>
      <td class="n">{countText(language.value, exchanges)}</td>
      <td>{firstMs === null ? '' : receiptInstant(language.value, firstMs)}</td>
      <td class="n">{bytesText(language.value, bytes)}</td>
      <td class="actions">
        <button
          type="button"
          aria-label={t('replayNow', { name })}
          aria-disabled={isBusy.value || isRunning}
          onClick={() => void act(() => start(trace))}
        >
          {t('replayShort')}
        </button>
        <FileLink href={`/v1/traces/${id}`} file={`${name}.ndjson`} label={t('downloadOf', { name })}>
          {t('download')}
        </FileLink>
        <button type="button" class="plain" aria-label={t('removeOf', { name })} onClick={() => void act(() => remove(trace))}>
          {t('deleteTrace')}
        </button>
      </td>
    </tr>
  );
}

function TraceTable() {
  if (traces.value.length === 0) return <p class="soft">{t('noTraces')}</p>;
  return (
    <table class="entries">
      <thead>
        <tr>
          <th scope="col">{t('traceName')}</th>
          <th scope="col" class="n">
            {t('exchanges')}
          </th>
          <th scope="col">{t('firstExchange')}</th>
          <th scope="col" class="n">
            {t('size')}
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {traces.value.map((trace) => (
          <Row key={trace.id} trace={trace} />
        ))}
      </tbody>
    </table>
  );
}

export function Replays() {
  useEffect(() => openTraces(), []);
  return (
    <>
      <div class="panel">
        <p class="soft">{t('tracesLead')}</p>
        <div class="row">
          <Upload />
          <button
            type="button"
            aria-disabled={isBusy.value}
            onClick={() => void act(() => exportJournal(`journal ${timeText(language.value, Date.now()).replaceAll(':', '.')}`))}
          >
            {t('exportJournal')}
          </button>
          <span class="row labelled">
            <label for="limits">{t('limitsOf')}</label>
            <select
              id="limits"
              class="narrow"
              value={profiles.value}
              onChange={({ currentTarget }) => {
                profiles.value = currentTarget.value as Replay['profiles'];
              }}
            >
              {(['recorded', 'server', 'host'] as const).map((each) => (
                <option key={each} value={each}>
                  {t(LIMITS[each])}
                </option>
              ))}
            </select>
          </span>
        </div>
        <p role="status" class={problem.value === '' || isBusy.value ? 'soft' : 'bad'}>
          {isBusy.value ? t('tracing') : problem.value}
        </p>
      </div>
      {/* On a phone it is wider than its place: the keyboard must be able to scroll it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section class="panel scroll" tabIndex={0} aria-label={t('traces')}>
        <h2>{t('traces')}</h2>
        <TraceTable />
      </section>
      {replay.value !== undefined && <ReplayResult replay={replay.value} />}
    </>
  );
}
