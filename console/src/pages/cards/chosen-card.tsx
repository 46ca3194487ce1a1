/** One card: its money, its holds, its limits over time, and what happened to it. */
import { formatAmount } from '../../../../src/limits/explain/format.ts';
import type { Card, Holds as HoldsAnswer } from '../../api/types.ts';
import { language } from '../../settings.ts';
import { expiryText, instantText } from '../../text/format.ts';
import { explainText, t } from '../../text/text.ts';
import { Changes } from './changes.tsx';
import { History } from './history.tsx';
import { LimitUses } from './limit-use.tsx';
import { details } from './state.ts';

function Facts({ card }: { readonly card: Card }) {
  const amount = (minor: number): string => formatAmount(language.value, minor);
  const rows: readonly (readonly [string, string])[] = [
    [t('available'), amount(card.ledgerMinor - card.holdsMinor)],
    [t('balance'), amount(card.ledgerMinor)],
    [t('held'), amount(card.holdsMinor)],
    [t('funded'), amount(card.fundedMinor)],
    [t('posted'), amount(card.postedMinor)],
    [t('givenBack'), amount(card.givenBackMinor)],
    [t('status'), explainText(card.status)],
    [t('expires'), expiryText(card.expiry)],
    [t('profile'), card.profile],
    [t('pinTries'), String(card.pinTriesUsed)],
  ];
  return (
    <section class="panel" aria-label={card.maskedPan}>
      <h2>
        <code>{card.maskedPan}</code>
      </h2>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="soft small">
        {t('token')} <code>{card.token}</code>
      </p>
    </section>
  );
}

function Holds({ holds }: { readonly holds: HoldsAnswer['holds'] }) {
  if (holds.length === 0) return null;
  return (
    <section class="panel">
      <h2>{t('holds')}</h2>
      <ul class="plain-list">
        {holds.map(({ key, amountMinor, expiresAtMs }) => (
          <li key={key}>
            {t('holdUntil', { amount: formatAmount(language.value, amountMinor), instant: instantText(language.value, expiresAtMs) })}{' '}
            <small>
              <code>{key}</code>
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ChosenCard({ card }: { readonly card: Card }) {
  const read = details.value;
  return (
    <div id="chosen-card">
      <div class="pair">
        <Facts card={card} />
        <Changes card={card} />
      </div>
      {read === undefined ? (
        <p class="panel soft">{t('loading')}</p>
      ) : (
        <>
          <Holds holds={read.holds} />
          <section class="panel" aria-label={t('windows')}>
            <h2>{t('windows')}</h2>
            <LimitUses windows={read.windows} />
          </section>
          <History history={read.history} />
        </>
      )}
    </div>
  );
}
