/** Service agreements: ordered by an office, printed, and received by the bank. */
import { orderServiceAgreement } from '../../programme/agreements/order-service-agreement.ts';
import { receiveServiceAgreement } from '../../programme/agreements/receive-service-agreement.ts';
import { serviceAgreementPage } from '../../programme/agreements/service-agreement-page.ts';
import { AGREEMENT, AGREEMENT_ORDER, AGREEMENT_PATH, RECEIVED_AGREEMENT } from '../schema/programme/agreement.ts';
import { SUBSCRIPTION_PATH } from '../schema/programme/shared.ts';
import type { OfficeRoutes } from './office-routes.ts';

const ONE = '/v1/programme/service-agreements/:agreement';

export function agreementRoutes(routes: OfficeRoutes): void {
  const order = { params: SUBSCRIPTION_PATH, body: AGREEMENT_ORDER, answer: AGREEMENT };
  routes.post('/v1/programme/subscriptions/:subscription/service-agreements', order, async (office, actor, { params, body }) => ({
    agreementId: await orderServiceAgreement(office, actor, { subscriptionId: params.subscription, ...body }),
  }));

  routes.page(`${ONE}/page`, { params: AGREEMENT_PATH }, (office, actor, { params }) =>
    serviceAgreementPage(office, actor, params.agreement),
  );

  const receipt = { params: AGREEMENT_PATH, body: RECEIVED_AGREEMENT, answer: AGREEMENT };
  routes.post(`${ONE}/receive`, receipt, async (office, actor, { params, body }) => {
    await receiveServiceAgreement(office, actor, { agreementId: params.agreement, ...body });
    return { agreementId: params.agreement };
  });
}
