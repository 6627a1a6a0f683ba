import { Command, CommanderError, Option } from 'commander';
import type { SettingGroup } from '../src/settings/declare.ts';
import { SETTINGS, type SettingName } from '../src/settings/settings.ts';
import { EXIT_CODES, EXIT_MEANINGS } from './exitCodes.ts';
import { COMMAND_SETTINGS, type GivenTexts } from './runSettings.ts';
import { SETTING_FLAGS, type SettingFlag } from './settingFlags.ts';

const EXITS = (Object.keys(EXIT_CODES) as (keyof typeof EXIT_CODES)[])
  .map((kind) => `  ${String(EXIT_CODES[kind]).padStart(3)}  ${EXIT_MEANINGS[kind]}`)
  .join('\n');

/** Where a setting's flag is listed. */
const HEADINGS: Readonly<Record<SettingGroup, string>> = {
  data: 'Data:',
  network: 'Network:',
  algorithm: 'Method and problem:',
  alternating: 'DLAM and mDLAM:',
  dladmm: 'dlADMM:',
  gradient: 'Gradient methods:',
  start: 'Start and engine:',
  stop: 'Stop rules:',
};

/** A command that throws CommanderError where it would end the process, and says its exit codes with its help. */
export function newCommand(name: string, description: string, takes = ''): Command {
  return new Command(`npm run ${name} --`)
    .usage(`${takes} [flags]`.trim())
    .description(description)
    .exitOverride()
    .showHelpAfterError(`(npm run ${name} -- --help lists all flags)`)
    .addHelpText('after', `\nExit codes:\n${EXITS}`);
}

/** The flags of the settings on a command, and what was typed of them as text. */
export interface SettingOptions {
  typed(): GivenTexts;
}

/** Adds a flag for every setting, with what it takes and where it starts. */
export function addSettingOptions(command: Command): SettingOptions {
  command.addOption(
    new Option(
      '--layers <widths>',
      'Widths of all layers, input and output included: 784,100,100,10.',
    ).helpGroup(HEADINGS.network),
  );
  const options = SETTING_FLAGS.map((flag) => {
    const option = settingOption(flag);
    command.addOption(option);
    if (isSwitch(flag.setting))
      command.addOption(
        new Option(`--no-${flag.names[0]}`, 'The same as false.').helpGroup(
          option.helpGroupHeading ?? '',
        ),
      );
    return [flag.setting, option.attributeName()] as const;
  });
  return {
    typed: () => {
      const values = command.opts<Record<string, string | boolean | undefined>>();
      const given = options.filter(([, key]) => values[key] !== undefined);
      return Object.fromEntries(given.map(([setting, key]) => [setting, String(values[key])]));
    },
  };
}

function isSwitch(setting: SettingName): boolean {
  return SETTINGS[setting].control.kind === 'switch';
}

function settingOption({ setting, names, takes }: SettingFlag): Option {
  const { help, group } = SETTINGS[setting].description;
  const value = COMMAND_SETTINGS[setting];
  const start = value === null ? 'off' : String(value) || 'none';
  const flags = names.map((name) => `--${name}`).join(', ');
  const text = `${help} Takes ${takes}. Default: ${start}.`;
  const heading = HEADINGS[group];
  // A switch without a value is switched on.
  return isSwitch(setting)
    ? new Option(`${flags} [value]`, text).preset('true').helpGroup(heading)
    : new Option(`${flags} <value>`, text).helpGroup(heading);
}

/** Whether the error is how commander ends a command: null, or its exit code. */
export function commanderExit(error: unknown): number | null {
  if (!(error instanceof CommanderError)) return null;
  return error.exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.usage;
}
