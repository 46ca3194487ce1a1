/** Tapt kort: one report does what the handbook asks for, and the list says what is still to do. */
import { useRows } from '../parts/use-rows.ts';
import { ROUTES } from '../routes.ts';
import { say } from '../text.ts';
import type { LossState, Subscription } from '../types.ts';
import { OpenLosses } from './open-losses.tsx';
import { ReportLoss } from './report-loss.tsx';

export function LossPage({ at }: { readonly at: Subscription }) {
  const list = useRows<LossState>(ROUTES.losses(at.subscriptionId));
  return (
    <>
      <h1>{say('loss')}</h1>
      <p class="lead">{say('lossLead')}</p>
      <p class="panel warn-panel">{say('notTheBlockingLine')}</p>
      <ReportLoss at={at} onReported={list.again} />
      <OpenLosses list={list} />
    </>
  );
}
