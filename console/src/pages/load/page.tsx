/** Load on this server: runs of simulated terminals, and replays of traces. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Tabs } from '../../parts/tabs.tsx';
import { t } from '../../text/text.ts';
import { Earlier } from './earlier.tsx';
import { Order } from './order.tsx';
import { Replays } from './replays.tsx';
import { Run } from './run.tsx';
import { open } from './state.ts';

const TABS = ['loadRun', 'replay'] as const;

const chosen = signal<(typeof TABS)[number]>('loadRun');

function Runs() {
  useEffect(() => open(), []);
  return (
    <>
      <div class="terminal">
        <Order />
        <div>
          <Run />
        </div>
      </div>
      <Earlier />
    </>
  );
}

export function LoadPage() {
  return (
    <>
      <h1>{t('load')}</h1>
      <p class="lead">{t('loadLead')}</p>
      <Tabs names={TABS} nameOf={(name) => t(name)} chosen={chosen} label={t('load')} panel="load-panel" />
      <div id="load-panel" role="tabpanel" aria-labelledby={`tab-${chosen.value}`}>
        {chosen.value === 'loadRun' ? <Runs /> : <Replays />}
      </div>
    </>
  );
}
