import { readFile } from 'node:fs/promises';
import { liveLab } from '../../contract/live-lab.ts';
import { eventually } from '../../support/eventually.ts';
import { inside } from './inside.ts';

/** Has a machine's shell write an agent into a file, line by line, and run it; returns when libvirt sees it. */
export async function runAgent(name: string, script: URL): Promise<void> {
  const lines = (await readFile(script, 'utf8')).split('\n');
  const code = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const quoted = code.map((line) => `'${line.trim()}'`).join(' ');
  // A shell that is just starting throws away half of what was typed before.
  await inside(name, 'true');
  // It may be told so several times, as long as the guest is too slow to answer.
  const once = `printf '%s\\n' ${quoted} >/agent; sh /agent >/dev/null 2>&1 &`;
  await inside(name, `[ -e /agent ] || { ${once} }; true`);
  await eventually(
    'an agent that libvirt sees',
    () => liveLab().virsh('dumpxml', name),
    (xml) => xml.includes("guest_agent.0' state='connected'"),
  );
}
