import type { WebClient } from '@slack/web-api';
import { call } from './call.ts';
import { callError } from './failure.ts';
import type { Web } from './web.ts';

/** How Slack is given files. */
export function filesOf(client: WebClient): Pick<Web, 'upload' | 'uploadPicture'> {
  return {
    async upload(channel, thread, { name, title, text }) {
      const place = thread === null ? { channel_id: channel } : { channel_id: channel, thread_ts: thread };
      const file = { filename: name, title, content: text };
      await call('files.completeUploadExternal', client.filesUploadV2({ ...place, ...file }));
    },
    async uploadPicture({ name, png, alt }, channel) {
      const place = channel === undefined ? {} : { channel_id: channel };
      const asking = client.filesUploadV2({ ...place, filename: name, title: alt, file: png });
      const { files } = await call('files.completeUploadExternal', asking);
      const id = files[0]?.files?.[0]?.id;
      if (id === undefined) throw callError('files.completeUploadExternal', { kind: 'unknown' });
      return id;
    },
  };
}
