/** The frame of every page: state of the server, navigation, language and theme. */
import { useEffect } from 'preact/hooks';
import { LANGUAGES, type Language } from '../../src/protocol/language.ts';
import { CardsPage } from './pages/cards/page.tsx';
import { FaultsPage } from './pages/faults/page.tsx';
import { InspectPage } from './pages/inspect/page.tsx';
import { LazyProgrammePage } from './pages/lazy-programme.tsx';
import { LivePage } from './pages/live/page.tsx';
import { LoadPage } from './pages/load/page.tsx';
import { SettingsPage } from './pages/settings/page.tsx';
import { TerminalPage } from './pages/terminal/page.tsx';
import { TokenButton, TokenDialog } from './parts/token-dialog.tsx';
import { path } from './path.ts';
import { serverState, watchServer } from './server-state.ts';
import { language, THEMES, type Theme, theme } from './settings.ts';
import { t } from './text/text.ts';

const PAGES = [
  { name: 'terminal', path: '#/terminal', Page: TerminalPage },
  { name: 'live', path: '#/live', Page: LivePage },
  { name: 'load', path: '#/load', Page: LoadPage },
  { name: 'cards', path: '#/cards', Page: CardsPage },
  { name: 'faults', path: '#/faults', Page: FaultsPage },
  { name: 'inspect', path: '#/inspect', Page: InspectPage },
  { name: 'programme', path: '#/programme', Page: LazyProgrammePage },
  { name: 'settings', path: '#/settings', Page: SettingsPage },
] as const;

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', nb: 'Norsk' };

addEventListener('hashchange', () => {
  path.value = location.hash;
  document.getElementById('main')?.focus();
});

function currentPage(): (typeof PAGES)[number] {
  return PAGES.find((page) => path.value === page.path || path.value.startsWith(`${page.path}/`)) ?? PAGES[0];
}

/** Only a server with a back office has a card programme. */
function isThere({ name }: (typeof PAGES)[number]): boolean {
  return name !== 'programme' || serverState.value.database !== undefined || path.value.startsWith('#/programme');
}

function State() {
  const { state, store } = serverState.value;
  return (
    <div class="state" role="status">
      <span>
        <i class={`dot ${state === 'ready' ? 'good' : 'bad'}`} />
        {t(state)}
      </span>
      <span class="store">{store}</span>
    </div>
  );
}

function Choices() {
  return (
    <div class="preferences">
      <label>
        <span class="unseen">{t('language')}</span>
        <select value={language.value} onChange={({ currentTarget }) => (language.value = currentTarget.value as Language)}>
          {LANGUAGES.map((each) => (
            <option key={each} value={each} lang={each}>
              {LANGUAGE_NAMES[each]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="unseen">{t('theme')}</span>
        <select value={theme.value} onChange={({ currentTarget }) => (theme.value = currentTarget.value as Theme)}>
          {THEMES.map((each) => (
            <option key={each} value={each}>
              {t(each)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

export function App() {
  useEffect(() => watchServer(), []);
  const { name, Page } = currentPage();
  // On a phone the links are wider than the page.
  useEffect(() => document.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [name]);
  useEffect(() => {
    document.title = `${t(name)} · aksept`;
  });
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        {t('toContent')}
      </button>
      <header>
        <b>aksept</b>
        <span class="soft tagline">{t('testHost')}</span>
        <State />
        <TokenButton />
        <Choices />
      </header>
      <nav aria-label={t('pages')}>
        {PAGES.filter(isThere).map((page) => (
          <a key={page.name} href={page.path} aria-current={page.name === name ? 'page' : undefined}>
            {t(page.name)}
          </a>
        ))}
      </nav>
      <TokenDialog />
      <main id="main" tabIndex={-1}>
        <Page />
      </main>
    </>
  );
}
