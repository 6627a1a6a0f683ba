import { Button } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Formula } from '../formula/Formula.tsx';
import type { Tab } from '../store/viewStore.ts';
import { useStores } from '../stores.ts';
import styles from './how.module.css';

const PROBLEM_2 = String.raw`\min_{W, z, a}\ F = R(z_L; y) + \sum_{l=1}^{L} \Omega_l(W_l) + \sum_{l=1}^{L} \varphi_l`;
const PHI = String.raw`\varphi_l = \tfrac{\rho}{2} \lVert z_l - a_{l-1} W_l^{\top} - b_l \rVert^2`;
const CONSTRAINT = String.raw`\lvert a_l - h(z_l) \rvert \le \varepsilon \quad (l < L)`;

/** The idea in three short texts, each with a way to where it can be seen. */
export function Explanation(): ReactElement {
  return (
    <div className={styles.texts}>
      <Text title="The problem" link={<ToTab tab="curves">F by its terms: Curves</ToTab>}>
        <p>
          A network is a chain of equations: z is what the weights make of the layer below, a is
          h(z). DLAM lets go of them. W, z and a all become variables, for every training sample,
          and Problem 2 ties them together again:
        </p>
        <Formula tex={PROBLEM_2} display />
        <Formula tex={PHI} display />
        <Formula tex={CONSTRAINT} display />
        <p>
          ρ says how dear it is to break the first tie, ε how far the second may be stretched. As ρ
          grows and ε shrinks, Problem 2 turns into ordinary training.
        </p>
      </Text>
      <Text
        title="What differs from backpropagation"
        link={<ToTab tab="layers">How far each layer moves: Layers</ToTab>}
      >
        <p>
          Backpropagation carries one derivative from the loss back through all layers and then
          moves all weights at once. Here no derivative passes through h. Each block is a small
          convex problem with its neighbours only, and gets its exact solution, or one proximal or
          projected gradient step towards it.
        </p>
        <p>
          The price: z and a of all samples stay in memory, and every iteration looks at all
          samples. And a small F can lie: with a large ε the variables agree with each other while
          the network itself is useless. Loss and accuracy in this lab are always those of the
          network.
        </p>
      </Text>
      <Text
        title="What “monotone” means"
        link={<ToTab tab="theory">Lemma 1, counted as it runs: Theory</ToTab>}
      >
        <p>
          Nesterov’s extrapolation makes steps longer, and some overshoot: F rises. DLAM (Algorithm
          1) keeps such a step. mDLAM (Algorithm 2) tests after each W- and a-block, and takes a
          step that raised F again from the old point itself; from there it cannot raise F. So at a
          fixed ε and ρ mDLAM’s F never rises, up to rounding: that is Lemma 1.
        </p>
        <p>
          It is a statement about F alone. The loss and the accuracy of the network may well go up
          and down on the way, and DLAM may end lower than mDLAM.
        </p>
      </Text>
    </div>
  );
}

interface TextProps {
  readonly title: string;
  readonly link: ReactElement;
  readonly children: ReactNode;
}

function Text({ title, link, children }: TextProps): ReactElement {
  return (
    <section className={styles.text}>
      <h2>{title}</h2>
      {children}
      <div className={styles.link}>{link}</div>
    </section>
  );
}

function ToTab({ tab, children }: { tab: Tab; children: ReactNode }): ReactElement {
  const { view } = useStores();
  return (
    <Button
      size="compact-sm"
      variant="default"
      className={styles.toTab}
      onClick={() => view.getState().change({ tab })}
    >
      {children}
    </Button>
  );
}
