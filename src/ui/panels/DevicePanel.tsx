import { Button, Popover } from '@mantine/core';
import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import type { DeviceSummary } from '../../worker/protocol.ts';
import { ProfileButton } from '../profile/ProfileButton.tsx';
import { useLab, useStores } from '../stores.ts';
import { comparisonText } from './comparisonText.ts';
import { Panel } from './Panel.tsx';
import styles from './panels.module.css';

/** What computes, and how exactly. */
export function DevicePanel(): ReactElement {
  const device = useLab((state) => state.device);
  return (
    <Panel
      title="Device"
      aside={
        device && (
          <div className={styles.buttons}>
            <ProfileButton />
            {device.limits.length > 0 && <Limits limits={device.limits} />}
          </div>
        )
      }
    >
      {device ? (
        <>
          <p className={styles.line} data-testid="device" data-value={device.engine}>
            <strong>{device.engine === 'gpu' ? 'WebGPU' : 'CPU'}</strong> in {device.precision}
          </p>
          <p className={styles.quiet}>
            {device.description}
            {device.software && ', in software on the processor'}
          </p>
          {device.comparison && (
            <p className={styles.quiet} data-testid="comparison">
              {comparisonText(device)}
            </p>
          )}
        </>
      ) : (
        <p className={styles.quiet}>Opening the engine …</p>
      )}
      <OfflineLine />
    </Panel>
  );
}

/** Whether the page opens without a network; nothing while nobody knows. */
function OfflineLine(): ReactElement | null {
  const copy = useStore(useStores().offline.store, (state) => state.copy);
  if (copy === 'unknown') return null;
  return (
    <p className={styles.quiet} data-testid="offline" data-value={copy}>
      {copy === 'kept' ? 'Opens offline: this browser keeps the app.' : 'Not available offline.'}
    </p>
  );
}

function Limits({ limits }: { limits: DeviceSummary['limits'] }): ReactElement {
  return (
    <Popover position="top-end" withArrow trapFocus={false} shadow="md">
      <Popover.Target>
        <Button size="compact-xs" variant="default">
          Limits
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Limits of the device">
        <table className={styles.limits}>
          <tbody>
            {limits.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Popover.Dropdown>
    </Popover>
  );
}
