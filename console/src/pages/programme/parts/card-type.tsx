/** Type kort: to be chosen when the subscription has both types. */
import type { Signal } from '@preact/signals';
import { say } from '../text.ts';
import type { Subscription } from '../types.ts';
import { Choice } from './field.tsx';

/** Empty: the person must choose. */
export function onlyType({ cardTypes }: Subscription): string {
  return cardTypes.length === 1 ? (cardTypes[0] ?? '') : '';
}

export function CardTypeChoice({ at, value }: { readonly at: Subscription; readonly value: Signal<string> }) {
  const options = at.cardTypes.map((type) => ({ value: type, text: say(type) }));
  return <Choice label={say('cardType')} value={value} options={options} {...(options.length > 1 ? { empty: say('chooseOne') } : {})} />;
}
