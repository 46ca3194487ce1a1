/** The clock of a simulation, moved by hand: what is due on the way is done. */
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { z } from 'zod';
import type { CLOCK } from '../../../../src/http/schema/clock.ts';
import { get, post } from '../../api/http.ts';
import { Result, useOutcome } from './parts/result.tsx';
import { whenText } from './parts/shown.ts';
import { say } from './text.ts';
import { loadUser } from './user.ts';

type Clock = z.infer<typeof CLOCK>;

const PATH = '/v1/clock';
const STEPS = ['1h', '1d', '1w', '1mo', '1y'] as const;

const clock = signal<Clock | undefined>(undefined);

export function ClockControl() {
  const step = useSignal<string>('1d');
  const outcome = useOutcome();
  useEffect(() => {
    // A token may not give the right to see it.
    void get<Clock>(PATH).then(
      (answer) => {
        clock.value = answer;
      },
      () => {},
    );
  }, []);
  if (clock.value?.kind !== 'simulated') return null;
  const move = async (): Promise<string> => {
    clock.value = await post<Clock>(PATH, { by: step.value });
    await loadUser();
    return say('clockMoved', { instant: whenText(clock.value.nowMs) });
  };
  return (
    <form
      class="clock"
      onSubmit={(event) => {
        event.preventDefault();
        void outcome.run(move);
      }}
    >
      <span>{say('clockNow', { instant: whenText(clock.value.nowMs) })}</span>
      <label>
        <span class="unseen">{say('clockStep')}</span>
        <select
          value={step.value}
          onChange={({ currentTarget }) => {
            step.value = currentTarget.value;
          }}
        >
          {STEPS.map((each) => (
            <option key={each} value={each}>
              {say(`clock${each}`)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" disabled={outcome.isBusy.value}>
        {say('clockMove')}
      </button>
      <Result outcome={outcome} />
    </form>
  );
}
