/** Orders a load run. */
import { signal } from '@preact/signals';
import type { LoadOrder } from '../../api/types.ts';
import { language } from '../../settings.ts';
import { countText } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { act, isActive, isBusy, problem, start, targets } from './state.ts';

const DURATIONS = ['10s', '30s', '1m', '5m', '15m', '1h'] as const;
const WARMUPS = ['0s', '2s', '10s', '30s'] as const;
/** Of each way to drive a run. */
const DRIVES = {
  rate: { name: 'byRate', label: 'perSecond', max: 100_000 },
  concurrency: { name: 'byConcurrency', label: 'atATime', max: 10_000 },
} as const;
const DRIVE_NAMES = ['rate', 'concurrency'] as const;

const drive = signal<keyof typeof DRIVES>('rate');
const numbers = signal({ rate: '100', concurrency: '8' });
const duration = signal<string>('30s');
const warmup = signal<string>('2s');
const workload = signal<LoadOrder['workload']>('usual');
const codec = signal('protobuf');
const threshold = signal('');

/** `1m` → `1 min`. */
function durationText(text: string): string {
  return text.replace(/m$/, ' min').replace(/s$/, ' s').replace(/h$/, ' h');
}

function Select({
  id,
  label,
  value,
  options,
}: {
  id: string;
  label: string;
  value: { value: string };
  options: readonly (readonly [string, string])[];
}) {
  return (
    <div>
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value.value}
        onChange={({ currentTarget }) => {
          value.value = currentTarget.value;
        }}
      >
        {options.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

function order(): LoadOrder | undefined {
  const { max } = DRIVES[drive.value];
  const number = Number(numbers.value[drive.value]);
  if (!Number.isInteger(number) || number < 1 || number > max) {
    problem.value = t('numberWrong', { max: countText(language.value, max) });
    return undefined;
  }
  return {
    ...(drive.value === 'rate' ? { rate: `${number}/s` } : { concurrency: number }),
    duration: duration.value,
    warmup: warmup.value,
    workload: workload.value,
    codec: codec.value,
    ...(threshold.value.trim() === '' ? {} : { thresholds: [threshold.value.trim()] }),
  };
}

function Drive() {
  const { label } = DRIVES[drive.value];
  return (
    <>
      <fieldset class="choices two">
        <legend class="unseen">{t('drive')}</legend>
        {DRIVE_NAMES.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="drive"
              checked={drive.value === each}
              onChange={() => {
                drive.value = each;
              }}
            />
            <span>{t(DRIVES[each].name)}</span>
          </label>
        ))}
      </fieldset>
      <label for="drive-number">{t(label)}</label>
      <input
        id="drive-number"
        inputMode="numeric"
        autocomplete="off"
        maxLength={6}
        value={numbers.value[drive.value]}
        onInput={({ currentTarget }) => {
          numbers.value = { ...numbers.value, [drive.value]: currentTarget.value };
        }}
      />
    </>
  );
}

export function Order() {
  const usable = (targets.value?.listeners ?? []).filter(({ refusal }) => refusal === '');
  const wires = usable.map(({ codec: name, tls }) => [name, tls ? t('withTls', { codec: name }) : name] as const);
  if (wires.length > 0 && !wires.some(([name]) => name === codec.value)) codec.value = wires[0]?.[0] ?? '';
  const workloads = (targets.value?.workloads ?? []).map((name) => [name, t(name)] as const);
  return (
    <form
      class="panel"
      aria-labelledby="new-run"
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = order();
        if (wanted !== undefined) void act(() => start(wanted));
      }}
    >
      <h2 id="new-run">{t('newRun')}</h2>
      <Drive />
      <div class="halves">
        <Select id="duration" label={t('duration')} value={duration} options={DURATIONS.map((each) => [each, durationText(each)])} />
        <Select id="warmup" label={t('warmup')} value={warmup} options={WARMUPS.map((each) => [each, durationText(each)])} />
      </div>
      <Select id="workload" label={t('workload')} value={workload as { value: string }} options={workloads} />
      <Select id="wire" label={t('wireOfRun')} value={codec} options={wires} />
      <label for="threshold">{t('threshold')}</label>
      <input
        id="threshold"
        maxLength={100}
        autocomplete="off"
        spellcheck={false}
        value={threshold.value}
        onInput={({ currentTarget }) => {
          threshold.value = currentTarget.value;
        }}
      />
      <div class="row">
        <button type="submit" class="go" aria-disabled={isBusy.value} disabled={isActive.value}>
          {t('start')}
        </button>
      </div>
      <p role="status" class={problem.value === '' || isBusy.value ? 'soft' : 'bad'}>
        {isBusy.value ? t('starting') : problem.value}
      </p>
    </form>
  );
}
