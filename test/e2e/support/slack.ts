import { onTestFinished } from 'vitest';
import { type Message, type SlackServer, startSlackServer } from '../../servers/slack/index.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { spawnLabvm } from './labvm.ts';

/** labvm as a service in a strict Slack, with real libvirt behind it. */
export interface SlackService {
  readonly slack: SlackServer;
  /** Starts another process of labvm, and waits until it is in Slack. */
  start(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
  /** What labvm has posted, newest state of each. */
  posted(): readonly Message[];
  /** Waits for a message that says this. */
  message(pattern: RegExp, timeoutMs?: number): Promise<Message>;
}

/** Starts both; they are gone with the test. */
export async function startSlackService(): Promise<SlackService> {
  const slack = await startSlackServer();
  for (const channel of ['C1', 'C2']) slack.workspace.addChannel(channel);
  let child: ReturnType<typeof spawnLabvm> | null = null;

  async function start(): Promise<void> {
    const before = slack.sockets.greeted;
    child = spawnLabvm(['--serve'], {
      env: {
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_APP_TOKEN: slack.appToken,
        SLACK_API_URL: slack.apiUrl,
        LABVM_DEFAULT_ROLE: 'teacher',
      },
    });
    await slack.until(
      'labvm in Slack',
      () => slack.sockets.greeted > before && slack.sockets.open > 0,
      PATIENCE_MS,
    );
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    child?.kill(signal);
    await child;
    child = null;
  }

  onTestFinished(async () => {
    await end('SIGTERM');
    await slack.close();
  });
  await start();
  const posted = () =>
    slack.workspace.messages.filter(({ user, isDeleted }) => user === slack.workspace.botUser && !isDeleted);
  return {
    slack,
    start,
    kill: () => end('SIGKILL'),
    posted,
    message: (pattern, timeoutMs = PATIENCE_MS) =>
      slack.until(
        `a message with ${pattern}`,
        () => posted().findLast(({ text }) => pattern.test(text)),
        timeoutMs,
      ),
  };
}
