/**
 * Prints the manifest of the Slack app, to be pasted where Slack asks for one.
 *
 *   npm run --silent slack:manifest [-- --url https://lab.example/slack/events]
 *
 * With an address Slack delivers by signed requests to it; without, over a socket that labvm opens.
 */
import { parseArgs } from 'node:util';
import { slackManifest } from '../adapters/slack/manifest.ts';
import { commands } from '../commands/index.ts';

const { values } = parseArgs({ options: { url: { type: 'string' } } });
console.log(JSON.stringify(slackManifest(commands, values.url ?? null), null, 2));
