import { Keyv } from 'keyv';
import { openDiscord } from '../../../../adapters/discord/index.ts';
import { openSlack } from '../../../../adapters/slack/index.ts';
import { openStore } from '../../../../adapters/sqlite/index.ts';
import { commands } from '../../../../commands/index.ts';
import { createAccess } from '../../../../src/access/authorise.ts';
import { createApp, RIGHTS } from '../../../../src/app.ts';
import { BUILT_IN } from '../../../../src/image/catalogue/index.ts';
import { createCatalogue } from '../../../../src/image/catalogue.ts';
import type { ImageFetcher } from '../../../../src/image/fetcher.ts';
import { WEB } from '../../../fakes/consoles.ts';
import { createFakeHypervisor, type FakeWorld } from '../../../fakes/hypervisor.ts';
import type { DiscordServer } from '../../../servers/discord/index.ts';
import type { SlackServer } from '../../../servers/slack/index.ts';
import { PATIENT as DISCORD_PATIENT } from '../../discord/support/patient.ts';
import { PATIENT as SLACK_PATIENT } from '../../slack/support/patient.ts';
import { recordingLog, settingsOf } from '../../slack/support/slack-lab.ts';

export const TEACHERS = { slack: 'UTEACHER', discord: '345678901234567899' };

export interface WholeOptions {
  readonly file: string;
  readonly world: FakeWorld;
  readonly images: ImageFetcher;
  readonly slack: SlackServer;
  readonly discord: DiscordServer;
}

/**
 * All of labvm on a database, in a strict Slack and a strict Discord; only the hypervisor is a fake, on a network with
 * address slots. Written so that it means the same in the version before.
 */
export async function openWhole({ file, world, images, slack, discord }: WholeOptions) {
  const { log, lines } = recordingLog();
  const clock = { now: () => new Date() };
  const hypervisor = createFakeHypervisor({ world, clock });
  const store = openStore({ file, clock, log });
  const app = createApp({
    hypervisor: {
      ...hypervisor,
      list: async (o) => ({ ...(await hypervisor.list(o)), freeAddressSlots: slotsFrom(world) }),
    },
    store,
    access: createAccess(
      {
        admins: [],
        teachers: [`slack:T1:${TEACHERS.slack}`, `discord:${TEACHERS.discord}`],
        defaultRole: 'student',
      },
      RIGHTS,
    ),
    commands,
    catalogue: createCatalogue(BUILT_IN, hypervisor),
    images,
    firstBoot: {
      make: async () => ({ kind: 'nocloud', metaData: '', userData: '', vendorData: '' }),
      passwordOf: async (requestId) => `password-of-${requestId}`,
      userData: async (given) => String(given),
    },
    slots: { download: 1, disk: 4, start: 8 },
    hostShare: { reserve: { memoryMiB: 512, diskGiB: 2 }, diskOvercommit: 4 },
    doctor: async () => ({ checks: [] }),
    web: WEB,
    pagesAreOpen: async () => true,
    clock,
    log,
  });
  await app.start();
  const common = { desk: app.desk, commands, locale: 'en', log } as const;
  const memory = (namespace: string) => new Keyv({ store: store.keyv(), namespace });
  const inSlack = await openSlack({
    ...common,
    settings: settingsOf(slack),
    memory: memory('slack-people'),
    waits: SLACK_PATIENT,
  });
  const { token, appId, apiUrl } = discord;
  const inDiscord = await openDiscord({
    ...common,
    settings: { token, appId, apiUrl, guildIds: [] },
    memory: memory('discord-people'),
    waits: DISCORD_PATIENT,
  });
  await Promise.all([slack.connected(), discord.connected()]);
  return {
    app,
    store,
    hypervisor,
    lines,
    async close() {
      await inSlack.close(0);
      await inDiscord.close(0);
      await app.stop(0);
      await hypervisor.close();
      store.close();
    },
  };
}

function slotsFrom({ machines }: FakeWorld): readonly number[] {
  const taken = [...machines.values()].map(({ plan }) => plan.addressSlot);
  return [...Array(200).keys()].filter((slot) => !taken.includes(slot));
}
