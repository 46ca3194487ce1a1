/** A pasted message, taken apart. */
import { signal } from '@preact/signals';
import { ApiError, post } from '../../api/http.ts';
import type { Inspected } from '../../api/types.ts';
import { DIALECTS } from '../../api/wires.ts';
import { t } from '../../text/text.ts';
import { Listing } from './listing.tsx';

/** A purchase of 249.50 NOK over 1987-ascii, without track or PIN. */
const EXAMPLE = `30 32 30 30 72 3C 44 81 08 E0 80 08 31 36 39 35 37 38 39 39 30 30 30 30 30 30 30 39 31 34 30 30
30 30 30 30 30 30 30 30 30 30 30 32 34 39 35 30 31 31 32 39 30 38 33 31 30 30 30 30 30 34 31 37
30 39 33 31 30 30 31 31 32 39 32 38 31 31 35 34 31 31 30 35 31 30 30 30 35 35 37 38 30 30 36 33
33 33 30 38 30 30 30 34 31 37 53 48 4F 50 30 30 30 37 30 30 30 30 30 30 30 39 30 30 30 30 30 30
31 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20
20 20 20 20 20 20 4E 4F 52 35 37 38 30 32 36 30 30 30 30 30 30 30 30 30 30 30 30 31 35 37 38 30
30 30 30 30 30 30 30 30 30`;

const text = signal('');
const dialect = signal('');
const isBusy = signal(false);
const result = signal<Inspected | undefined>(undefined);
const problem = signal('');

async function inspect(): Promise<void> {
  if (isBusy.value || text.value.trim() === '') return;
  isBusy.value = true;
  try {
    result.value = await post<Inspected>('/v1/inspect', { text: text.value, dialect: dialect.value });
    problem.value = '';
  } catch (error) {
    result.value = undefined;
    problem.value = error instanceof ApiError ? error.message : String(error);
  } finally {
    isBusy.value = false;
  }
}

export function InspectPage() {
  return (
    <>
      <h1>{t('inspect')}</h1>
      <p class="lead">{t('inspectLead')}</p>
      <form
        class="panel"
        onSubmit={(event) => {
          event.preventDefault();
          void inspect();
        }}
      >
        <label for="pasted">{t('pasted')}</label>
        <textarea
          id="pasted"
          spellcheck={false}
          maxLength={262_144}
          value={text.value}
          onInput={({ currentTarget }) => {
            text.value = currentTarget.value;
          }}
        />
        <div class="row">
          <label for="dialect">{t('dialect')}</label>
          <select
            id="dialect"
            class="narrow"
            value={dialect.value}
            onChange={({ currentTarget }) => {
              dialect.value = currentTarget.value;
            }}
          >
            <option value="">{t('foundOut')}</option>
            {DIALECTS.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
          <button type="submit" disabled={isBusy.value || text.value.trim() === ''}>
            {t('inspectNow')}
          </button>
          <button
            type="button"
            class="plain"
            onClick={() => {
              text.value = EXAMPLE;
            }}
          >
            {t('example')}
          </button>
        </div>
        <p role="status" class={problem.value === '' ? 'soft' : 'bad'}>
          {isBusy.value ? t('inspecting') : problem.value}
        </p>
      </form>
      {result.value?.inputs.map((input, at) => (
        <div key={at}>
          {[...input.notes, ...(input.faults ?? [])].map((sentence) => (
            <p key={sentence} class="panel soft">
              {sentence}
            </p>
          ))}
          {input.messages.map((message, number) => (
            <Listing key={number} message={message} />
          ))}
        </div>
      ))}
    </>
  );
}
