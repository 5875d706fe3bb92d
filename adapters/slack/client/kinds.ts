import type { KnownBlock } from '@slack/types';
import type { Log } from '../../../src/base/log.ts';
import { plan, preformatted, table } from '../render/blocks.ts';
import { dataTable } from '../render/data-table.ts';
import type { Web } from '../web/index.ts';
import type { Wording } from './wording.ts';

const ROWS = [['name'], ['labvm']];

/** Blocks that a workspace may not have, each in a small and harmless one. */
const SAMPLES: readonly KnownBlock[] = [
  plan('labvm', [{ label: 'labvm', status: 'complete', note: '' }]),
  dataTable(ROWS, [{}], 'labvm'),
  table(ROWS, [{}]),
  ...preformatted('labvm'),
];

/**
 * Asks Slack which kinds of blocks it takes (`blocks.validate`), so that no message has to be refused first. Where Slack
 * does not say, it is found out by trying.
 */
export async function askForKinds(
  web: Pick<Web, 'refusedBlocks'>,
  wording: Pick<Wording, 'lacks'>,
  log: Log,
): Promise<void> {
  try {
    const refused = await web.refusedBlocks(SAMPLES);
    const types = refused.flatMap((at) => SAMPLES[at]?.type ?? []);
    for (const type of types) wording.lacks(type);
    if (types.length > 0) log.info({ types }, 'Slack does not take these blocks, others say the same');
  } catch (error) {
    log.debug({ err: error }, 'Slack does not say which blocks it takes');
  }
}
