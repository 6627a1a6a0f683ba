import { useMediaQuery } from '@mantine/hooks';

/** Whether there is room for the settings beside the charts; layout.module.css has the same bound. */
export function useWideScreen(): boolean {
  return useMediaQuery('(min-width: 821px)', true, { getInitialValueInEffect: false });
}
