/** A Bolt app that acknowledges every command at once and does nothing: the least that anybody can do. */
import { App } from '@slack/bolt';

const {
  SLACK_BOT_TOKEN: token = '',
  SLACK_APP_TOKEN: appToken = '',
  SLACK_API_URL: slackApiUrl = '',
} = process.env;
const clientOptions = { slackApiUrl };
const app = new App({
  token,
  appToken,
  socketMode: true,
  clientOptions,
  installerOptions: { clientOptions },
});
app.command(/[\s\S]*/, ({ ack }) => ack());
await app.start();
