/** The pages of the card programme, which are fetched when somebody opens the first one. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from '../text/text.ts';

const loaded = signal<ComponentType | undefined>(undefined);
const problem = signal('');

async function load(): Promise<void> {
  try {
    const { ProgrammePage } = await import('./programme/page.tsx');
    loaded.value = ProgrammePage;
    problem.value = '';
  } catch (error) {
    problem.value = String(error);
  }
}

export function LazyProgrammePage() {
  useEffect(() => {
    if (loaded.value === undefined) void load();
  }, []);
  const Page = loaded.value;
  if (Page !== undefined) return <Page />;
  return <p class={`panel ${problem.value === '' ? 'soft' : 'bad'}`}>{problem.value === '' ? t('loading') : problem.value}</p>;
}
