import { Button, UnstyledButton } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { SETTING_GROUPS, type SettingGroup } from '../../settings/declare.ts';
import { INITIAL_SETTINGS, SETTINGS, type SettingName } from '../../settings/settings.ts';
import { ChevronIcon } from '../icons.tsx';
import { changedSettings, isApplicable } from '../store/settingsStore.ts';
import { useLab, useSettings, useStores } from '../stores.ts';
import { CopyLink } from './CopyLink.tsx';
import { FilePicker } from './FilePicker.tsx';
import { MemoryLine } from './MemoryLine.tsx';
import { PresetChoice } from './PresetChoice.tsx';
import { SettingRow } from './SettingRow.tsx';
import styles from './settings.module.css';

const TITLES: Readonly<Record<SettingGroup, string>> = {
  data: 'Data',
  network: 'Network',
  algorithm: 'Algorithms',
  alternating: 'DLAM and mDLAM',
  dladmm: 'dlADMM',
  gradient: 'Gradient methods',
  start: 'Initial values',
  stop: 'Stop',
};

/** The form, generated from the declarations of the settings. */
export function SettingsForm(): ReactElement {
  const draft = useSettings((state) => state.draft);
  const shown = useLab((state) => state.race?.settings ?? null);
  const pending = shown
    ? changedSettings(shown, draft).filter((name) => isApplicable(name, draft))
    : [];
  return (
    <>
      <div className={styles.groups}>
        <PresetChoice />
        {SETTING_GROUPS.map((group) => (
          <Group key={group} group={group} pending={pending} />
        ))}
      </div>
      <MemoryLine />
      <Footer pendingCount={pending.length} />
    </>
  );
}

function Group({
  group,
  pending,
}: {
  group: SettingGroup;
  pending: readonly SettingName[];
}): ReactElement | null {
  const draft = useSettings((state) => state.draft);
  const problems = useSettings((state) => state.problems);
  const [opened, setOpened] = useState(false);
  const names = (Object.keys(SETTINGS) as SettingName[]).filter(
    (name) =>
      SETTINGS[name].description.group === group &&
      (isApplicable(name, draft) || problems[name] !== undefined),
  );
  if (names.length === 0) return null;
  const advanced = names.filter((name) => SETTINGS[name].description.advanced);
  const open = opened || advanced.some((name) => problems[name] !== undefined);
  const row = (name: SettingName) => (
    <SettingRow key={name} name={name} pending={pending.includes(name)} />
  );
  const bodyId = `settings-${group}-more`;
  return (
    <div className={styles.group}>
      <h3>{TITLES[group]}</h3>
      {names.filter((name) => !SETTINGS[name].description.advanced).map(row)}
      {group === 'data' && draft.dataset === 'files' && <FilePicker />}
      {advanced.length > 0 && (
        <UnstyledButton
          className={styles.more}
          aria-expanded={open}
          aria-controls={bodyId}
          aria-label={`More: ${TITLES[group].toLowerCase()}`}
          onClick={() => setOpened(!open)}
        >
          <ChevronIcon />
          More
          {!open && advanced.some((name) => pending.includes(name)) && (
            <span className={styles.pending} />
          )}
        </UnstyledButton>
      )}
      <div id={bodyId}>{open && advanced.map(row)}</div>
    </div>
  );
}

/** Says that changes wait for the next start, and leads back to the race shown or to the defaults. */
function Footer({ pendingCount }: { pendingCount: number }): ReactElement {
  const { replace } = useStores().settings.getState();
  const race = useLab((state) => state.race);
  const pristine = useSettings(
    (state) => changedSettings(INITIAL_SETTINGS, state.draft).length === 0,
  );
  return (
    <div className={styles.footer}>
      {race && pendingCount > 0 ? (
        <>
          <span className={styles.pendingText}>
            <span className={styles.pending} />
            {pendingCount === 1 ? '1 applies' : `${pendingCount} apply`} on next start
          </span>
          <Button size="compact-xs" variant="default" onClick={() => replace(race.settings)}>
            Undo
          </Button>
        </>
      ) : (
        <span className={styles.pendingText}>Remembered in this browser</span>
      )}
      <Button
        size="compact-xs"
        variant="default"
        disabled={pristine}
        onClick={() => replace(INITIAL_SETTINGS)}
      >
        Defaults
      </Button>
      <CopyLink />
    </div>
  );
}
