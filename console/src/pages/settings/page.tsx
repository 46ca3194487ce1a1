/** What the server runs with; nothing can be changed here. */
import { useEffect } from 'preact/hooks';
import { language } from '../../settings.ts';
import { instantText } from '../../text/format.ts';
import { t } from '../../text/text.ts';
import { Profiles } from './profiles.tsx';
import { info, loadSettings, onlyChanged, problem } from './state.ts';

/** Others say what kind of thing the value is. */
const UNITS: readonly string[] = ['ms', 'hours', 'øre', 'bytes', 'requests'];
const LINKS = ['/docs', '/openapi.json', '/metrics'] as const;

const SOURCE_WORDS = {
  default: 'sourceDefault',
  file: 'sourceFile',
  environment: 'sourceEnvironment',
  flag: 'sourceFlag',
  program: 'sourceProgram',
} as const;

function Server() {
  const { version = '', nodeVersion = '', startedAtMs = 0, store = '', keys = '' } = info.value ?? {};
  const [ring = '', names = ''] = keys.split(/: (.*)/s);
  const rows: readonly (readonly [string, string])[] = [
    [t('version'), version],
    ['Node', nodeVersion],
    [t('startedAt'), instantText(language.value, startedAtMs)],
    [t('store'), store],
    [t('keyRing'), ring],
  ];
  return (
    <section class="panel">
      <h2>{t('server')}</h2>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {names !== '' && (
        <ul class="plain-list small">
          {names.split(/, (?=[^,()]+ \()/).map((key) => (
            <li key={key}>
              <code>{key}</code>
            </li>
          ))}
        </ul>
      )}
      <p class="row">
        {LINKS.map((path) => (
          <a key={path} href={path}>
            {path}
          </a>
        ))}
      </p>
    </section>
  );
}

function Listeners() {
  return (
    <section class="panel">
      <h2>{t('listeners')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('address')}</th>
            <th scope="col">{t('wire')}</th>
            <th scope="col">{t('tlsUntil')}</th>
          </tr>
        </thead>
        <tbody>
          {info.value?.listeners.map(({ name, address, isTls, certificateNotAfterMs }) => (
            <tr key={address}>
              <td class="address">
                <code>{address}</code>
              </td>
              <td>{name}</td>
              <td>{certificateNotAfterMs === null ? t(isTls ? 'yes' : 'no') : instantText(language.value, certificateNotAfterMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function AllSettings() {
  const settings = info.value?.settings ?? [];
  const shown = settings.filter(({ isDefault }) => !onlyChanged.value || !isDefault);
  return (
    // On a phone it is wider than its place: the keyboard must be able to scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section class="panel scroll" tabIndex={0} aria-label={t('allSettings')}>
      <h2>{t('allSettings')}</h2>
      <label class="tick">
        <input
          type="checkbox"
          checked={onlyChanged.value}
          onChange={({ currentTarget }) => {
            onlyChanged.value = currentTarget.checked;
          }}
        />
        {t('onlyChanged', { count: String(settings.filter(({ isDefault }) => !isDefault).length) })}
      </label>
      {shown.length > 0 && (
        <table class="wide">
          <thead>
            <tr>
              <th scope="col">{t('setting')}</th>
              <th scope="col">{t('value')}</th>
              <th scope="col">{t('settingSource')}</th>
              <th scope="col">{t('about')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, value, unit, isDefault, source, variable, about }) => (
              <tr key={name}>
                <td>
                  <b>{name}</b> <small>{variable}</small>
                </td>
                <td>
                  <code class={isDefault ? '' : 'accent'}>{UNITS.includes(unit) ? `${value} ${unit}` : value}</code>
                </td>
                <td>{t(SOURCE_WORDS[source])}</td>
                <td lang="en">{about}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

export function SettingsPage() {
  useEffect(() => {
    void loadSettings();
  }, []);
  return (
    <>
      <h1>{t('settings')}</h1>
      <p class="lead">{t('settingsLead')}</p>
      {problem.value !== '' && <p class="panel bad">{problem.value}</p>}
      {info.value === undefined ? (
        <p class="panel soft">{t('loading')}</p>
      ) : (
        <>
          <div class="pair">
            <Server />
            <Listeners />
          </div>
          <Profiles />
          <AllSettings />
        </>
      )}
    </>
  );
}
