import { SetupError, type Step } from './step.ts';

/** The Node that labvm is written for; package.json pins it as an optional dependency. */
export const NODE_MAJOR = 24;

/** That this very process runs on the pinned Node. */
export const runtime: Step = {
  name: { en: 'Node', es: 'Node' },

  async check() {
    const [major] = process.versions.node.split('.');
    return Number(major) === NODE_MAJOR ? process.versions.node : null;
  },

  async make() {
    throw new SetupError(
      {
        en: `This is Node ${process.versions.node}, and labvm needs ${NODE_MAJOR}.`,
        es: `Esto es Node ${process.versions.node}, y labvm necesita ${NODE_MAJOR}.`,
      },
      'rm -r node_modules && bash scripts/setup.sh',
    );
  },
};
