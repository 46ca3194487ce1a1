/** The frame of the card programme's pages: who uses them, the menu, and the page that is chosen. */
import './style.css';
import { useEffect, useRef } from 'preact/hooks';
import { path } from '../../path.ts';
import { t } from '../../text/text.ts';
import { Chooser } from './chooser.tsx';
import { ClockControl } from './clock.tsx';
import { type Group, NO_SUBSCRIPTION, ownMenu } from './menu.ts';
import { PrintableDialog } from './parts/printable.tsx';
import { mayLeave } from './parts/unsaved.ts';
import { say } from './text.ts';
import { loadUser, me, problem, refreshOwnAccounts, subscription, userId } from './user.ts';

const BASE = '#/programme';

function Menu({ groups, chosen }: { readonly groups: readonly Group[]; readonly chosen: string | undefined }) {
  return (
    <nav class="office-menu" aria-label={t('programme')}>
      {groups.map(({ name, entries }) => (
        <div key={name}>
          <h2 id={`menu-${name}`}>{say(name as 'payment')}</h2>
          <ul aria-labelledby={`menu-${name}`}>
            {entries.map((entry) => (
              <li key={entry.path}>
                <a
                  href={`${BASE}/${entry.path}`}
                  aria-current={entry.path === chosen ? 'page' : undefined}
                  onClick={(event) => {
                    if (!mayLeave()) event.preventDefault();
                  }}
                >
                  {say(entry.name as 'payment')}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function Chosen() {
  const groups = ownMenu();
  const all = groups.flatMap(({ entries }) => entries);
  const wanted = path.value.slice(BASE.length + 1);
  const entry = all.find((each) => each.path === wanted) ?? all[0];
  const at = subscription.value ?? NO_SUBSCRIPTION;
  const before = useRef(entry?.path);
  useEffect(() => {
    // With the first page they came with the user.
    if (before.current !== entry?.path) void refreshOwnAccounts();
    before.current = entry?.path;
  }, [entry?.path]);
  return (
    <>
      <Menu groups={groups} chosen={entry?.path} />
      <div class="office-page">
        {entry === undefined ? (
          <>
            <h1>{t('programme')}</h1>
            <p class="lead">{say('noAccess')}</p>
          </>
        ) : (
          // Nothing that one user typed or saw stays for the next one.
          <entry.Page key={`${userId.value} ${at.subscriptionId} ${entry.path}`} at={at} />
        )}
      </div>
    </>
  );
}

export function ProgrammePage() {
  useEffect(() => {
    void loadUser();
  }, []);
  return (
    <div class="programme" data-user={me.value?.userId}>
      <div class="office-head">
        <Chooser />
        <ClockControl />
      </div>
      {problem.value !== '' && <p class="panel bad">{problem.value}</p>}
      {me.value === undefined ? problem.value === '' && <p class="panel soft">{t('loading')}</p> : <Chosen />}
      <PrintableDialog />
    </div>
  );
}
