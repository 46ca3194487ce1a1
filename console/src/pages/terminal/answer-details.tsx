/** Below the answer: what is left to do, the limits, the checks, the receipt and the messages. */
import { isApproval } from '../../../../src/protocol/outcome.ts';
import type { TransactionAnswer } from '../../api/types.ts';
import { type Asked, LimitBars } from '../../parts/limit-bars.tsx';
import { Releases } from '../../parts/releases.tsx';
import { releasesOf } from '../../parts/window-releases.ts';
import { limitText, t } from '../../text/text.ts';
import { Checks } from './checks.tsx';
import { Completion } from './completion.tsx';
import { Messages } from './messages.tsx';
import { Receipt } from './receipt.tsx';
import { type Exchange, openHold, windows } from './state.ts';

function askedOf({ outcome, approvedAmountMinor, amountMinor }: TransactionAnswer): Asked {
  const isApproved = isApproval(outcome);
  return { isApproved, amountMinor: isApproved ? approvedAmountMinor : (amountMinor ?? 0) };
}

/** What is in the windows now, this use included, and when it leaves. */
function Leaving({ names }: { readonly names: readonly string[] }) {
  const { atMs = 0, limits = [] } = windows.value ?? {};
  const shown = limits.filter((limit) => names.includes(limit.name) && releasesOf(limit, atMs).length > 1);
  return (
    <>
      {shown.map((limit) => (
        <div key={limit.name} class="leaving-list">
          <h3>{t('leavesWhen', { name: limitText(limit.name) })}</h3>
          <Releases limit={limit} nowMs={atMs} />
        </div>
      ))}
    </>
  );
}

export function AnswerDetails(exchange: Exchange) {
  const { place, request, answer } = exchange;
  const explanation = answer?.explanation;
  return (
    <>
      {openHold.value !== undefined && <Completion />}
      {answer !== undefined && explanation !== undefined && explanation.limits.length > 0 && (
        <section class="panel" aria-label={t('windows')}>
          <h2>{t('windows')}</h2>
          <LimitBars limits={explanation.limits} asked={askedOf(answer)} />
          <Leaving names={explanation.limits.map(({ name }) => name)} />
        </section>
      )}
      <div class={explanation === undefined ? '' : 'split'}>
        {explanation !== undefined && <Checks explanation={explanation} askedMinor={answer?.amountMinor ?? 0} />}
        {answer !== undefined && <Receipt place={place} request={request} answer={answer} />}
      </div>
      <Messages exchange={exchange} />
    </>
  );
}
