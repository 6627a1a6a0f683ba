import { Button, CloseButton } from '@mantine/core';
import { type KeyboardEvent, type ReactElement, useCallback, useEffect, useRef } from 'react';
import { useStores } from '../stores.ts';
import { GUIDE_BUTTON_ID } from './GuideButton.tsx';
import styles from './guide.module.css';
import { GUIDE_STEPS, type GuideStep, guideStore } from './guideStore.ts';
import { isTaken, stepAfter, watched } from './progress.ts';
import { RaceFindings } from './RaceFindings.tsx';
import { STEP_TITLES, StepText } from './StepText.tsx';

/** A card beside what the step is about. The page stays usable: the guide only points, and follows what the user does. */
export function GuideCard({ step }: { step: GuideStep }): ReactElement {
  const card = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useFollow(step);
  usePointAt(step);
  // Opened from the header, the card takes the focus once; later steps leave it where it is.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const close = useCallback(() => {
    const hadFocus = card.current?.contains(document.activeElement);
    guideStore.getState().close();
    if (hadFocus) document.getElementById(GUIDE_BUTTON_ID)?.focus();
  }, []);
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
  };
  return (
    <aside
      ref={card}
      aria-label="Guided first race"
      className={styles.card}
      data-step={step}
      onKeyDown={pressed}
    >
      <div aria-live="polite">
        <p className={styles.count}>
          Step {GUIDE_STEPS.indexOf(step) + 1} of {GUIDE_STEPS.length}
        </p>
        <h2 ref={heading} tabIndex={-1}>
          {STEP_TITLES[step]}
        </h2>
        <StepText step={step} />
      </div>
      {step === 'curves' && <RaceFindings />}
      <Buttons step={step} onClose={close} />
      <CloseButton aria-label="Close the guide" className={styles.close} onClick={close} />
    </aside>
  );
}

function Buttons({ step, onClose }: { step: GuideStep; onClose: () => void }): ReactElement {
  const { go } = guideStore.getState();
  const [back, next] = [stepAfter(step, -1), stepAfter(step, 1)];
  return (
    <div className={styles.buttons}>
      <Button size="xs" variant="default" disabled={back === null} onClick={() => back && go(back)}>
        Back
      </Button>
      <Button size="xs" onClick={() => (next ? go(next) : onClose())}>
        {next ? 'Next' : 'Done'}
      </Button>
      {next && (
        <Button size="xs" variant="subtle" className={styles.skip} onClick={onClose}>
          Skip the guide
        </Button>
      )}
    </div>
  );
}

/** Goes on by itself when the user has done what the step is about. */
function useFollow(step: GuideStep): void {
  const { lab, settings } = useStores();
  useEffect(() => {
    const look = () => watched(lab.store.getState(), settings.getState());
    const before = look();
    const follow = () => {
      const next = stepAfter(step, 1);
      if (next && isTaken(step, before, look())) guideStore.getState().go(next);
    };
    const subscriptions = [lab.store.subscribe(follow), settings.subscribe(follow)];
    return () => {
      for (const unsubscribe of subscriptions) unsubscribe();
    };
  }, [step, lab, settings]);
}

/** Marks what the step points at for guide.module.css, and brings it into sight. */
function usePointAt(step: GuideStep): void {
  useEffect(() => {
    const root = document.documentElement;
    root.dataset.guideStep = step;
    const target =
      document.querySelector(`[data-guide="${step}"]`) ??
      // On a narrow screen the presets are folded away with the settings.
      document.querySelector('[data-guide="settings"]');
    const docked = window.matchMedia('(max-width: 820px)').matches;
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    target?.scrollIntoView({
      block: docked ? 'start' : 'nearest',
      behavior: still ? 'auto' : 'smooth',
    });
    return () => {
      delete root.dataset.guideStep;
    };
  }, [step]);
}
