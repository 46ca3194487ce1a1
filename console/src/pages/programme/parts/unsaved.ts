/** Changes that are typed and not saved: the page asks before it loses them. */
import { effect, signal } from '@preact/signals';
import { say } from '../text.ts';

export const isUnsaved = signal(false);

function keep(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

effect(() => {
  if (isUnsaved.value) addEventListener('beforeunload', keep);
  else removeEventListener('beforeunload', keep);
});

/** True when nothing is lost, or the person says so. */
export function mayLeave(): boolean {
  if (!isUnsaved.value) return true;
  const isLeft = confirm(say('leaveUnsaved'));
  if (isLeft) isUnsaved.value = false;
  return isLeft;
}
