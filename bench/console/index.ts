import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { type Figure, single } from '../measure.ts';
import { residentMiB } from '../resident.ts';
import { countTo } from './bytes.ts';
import { benchEcho } from './echo.ts';
import { benchFirstFrame } from './first-frame.ts';
import { type Seen, watchScreen } from './rfb.ts';
import { type Service, startService } from './service.ts';

const MANY = 30;
/** Each counts so far that its serial console says some 110 KB. */
const EACH_COUNTS_TO = 20_000;
/** `seq 1 n` of this n says 8 MiB on a terminal. */
const EIGHT_MIB_COUNTS_TO = 1_085_000;

/** One machine's screen and serial console over the pages' sockets. */
export async function benchConsole(socketPath: string): Promise<readonly Figure[]> {
  return withService(['seen'], async (service) => {
    await service.type('/vm create tiny seen');
    return [
      await benchEcho(service, 'seen', socketPath),
      ...(await benchFirstFrame(service, 'seen')),
      ...(await benchWhole(service)),
    ];
  });
}

/** From a link to its screen alone. */
export async function benchLink(): Promise<readonly Figure[]> {
  return withService(['seen'], async (service) => {
    await service.type('/vm create tiny seen');
    return benchFirstFrame(service, 'seen');
  });
}

/** Thirty of each at once. */
export async function benchConsoles(): Promise<readonly Figure[]> {
  const names = Array.from({ length: MANY }, (_, at) => `seen-${at + 1}`);
  return withService(names, async (service) => {
    const idleMiB = await residentMiB(service.pid);
    await service.type(`/vm create tiny seen --count ${MANY}`);
    return benchMany(service, names, idleMiB);
  });
}

async function withService<T>(names: readonly string[], work: (service: Service) => Promise<T>): Promise<T> {
  const service = await startService();
  try {
    return await work(service);
  } finally {
    for (const name of names) await service.type(`/vm delete ${name} --yes`);
    await service.stop();
  }
}

async function benchWhole(service: Service): Promise<readonly Figure[]> {
  const session = await service.enter(await service.link('seen'));
  const socket = await session.open('serial');
  const { bytes, differsAt, skipped, tookMs } = await countTo(socket, EIGHT_MIB_COUNTS_TO, 400_000);
  socket.close();
  const rate = Math.round(bytes / 1024 / (tookMs / 1000));
  return [
    single(
      `serial console: ${(bytes / 1024 ** 2).toFixed(2)} MiB compared byte by byte, at ${rate} KiB/s: bytes that differ or miss`,
      (differsAt === null ? 0 : 1) + skipped,
      '',
      1,
    ),
  ];
}

/** All screens and all serial consoles at once, each read by its own viewer. */
async function benchMany(
  service: Service,
  names: readonly string[],
  idleMiB: number,
): Promise<readonly Figure[]> {
  const sessions = [];
  for (const name of names) sessions.push(await service.enter(await service.link(name)));
  let mostMiB = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      mostMiB = Math.max(mostMiB, await residentMiB(service.pid));
      await sleep(250);
    }
  })();
  const screens: { socket: WebSocket; seen: Seen }[] = await Promise.all(
    sessions.map(async (session) => {
      let seen: Seen = { updates: 0, bytes: 0, broken: 'never opened' };
      const socket = await session.open('screen', (opening) => {
        seen = watchScreen(opening);
      });
      return { socket, seen };
    }),
  );
  const serials = await Promise.all(sessions.map((session) => session.open('serial')));
  await sleep(2000);
  const counts = await Promise.all(serials.map((socket) => countTo(socket, EACH_COUNTS_TO, 400_000)));
  isOver = true;
  await watching;
  for (const socket of [...serials, ...screens.map((one) => one.socket)]) socket.close();
  const differing = counts.filter(({ differsAt, skipped }) => differsAt !== null || skipped > 0).length;
  const broken = screens.filter(({ seen }) => seen.broken !== null || seen.updates === 0);
  for (const { seen } of broken) process.stderr.write(`bench: a screen: ${JSON.stringify(seen)}\n`);
  const updates = screens.reduce((sum, { seen }) => sum + seen.updates, 0);
  const screenMiB = screens.reduce((sum, { seen }) => sum + seen.bytes, 0) / 1024 ** 2;
  const tookS = Math.max(...counts.map(({ tookMs }) => tookMs)) / 1000;
  return [
    single(
      `${MANY} serial consoles at once, ${EACH_COUNTS_TO} lines each in ${tookS.toFixed(0)} s: consoles with a byte that differs or misses`,
      differing,
      '',
      1,
    ),
    single(
      `${MANY} screens at the same time, ${updates} whole updates, ${screenMiB.toFixed(0)} MiB: screens out of step or without an update`,
      broken.length,
      '',
      1,
    ),
    single(`memory above idle with ${2 * MANY} consoles open, the most seen`, mostMiB - idleMiB, 'MiB', 200),
  ];
}
