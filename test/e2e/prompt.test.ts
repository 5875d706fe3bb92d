import { afterEach, describe, expect, it } from 'vitest';
import { leftOvers, NOTHING, virsh } from './support/host.ts';
import { json } from './support/labvm.ts';
import { CTRL_C, openPrompt } from './support/prompt.ts';

describe('the prompt', () => {
  afterEach(async () => {
    await json('/vm delete typed --yes');
    expect(await leftOvers()).toEqual(NOTHING);
  });

  it('fills one message in, completes names, and asks before it deletes', async () => {
    const prompt = openPrompt();
    await prompt.expectScreen(/labvm> /);
    prompt.type('/vm create tiny typed\r');
    await prompt.expectScreen(/✓ Disk and machine/);
    await prompt.expectScreen(/Address +192\.168\.\d+\.\d+/);
    await prompt.expectScreen(/labvm> /);
    prompt.type('/vm delete ty\t\r');
    await prompt.expectScreen(/Delete typed\?[\s\S]*\[y\/N\] /);
    prompt.type('n\r');
    await prompt.expectScreen(/Nothing was done/);
    expect((await leftOvers()).domains).toEqual(['typed']);
    prompt.type('/vm delete typed\r');
    await prompt.expectScreen(/\[y\/N\] /);
    prompt.type('y\r');
    await prompt.expectScreen(/typed is deleted/);
    await prompt.leave();
  });

  it('cancels with Ctrl-C and leaves nothing half made', async () => {
    const prompt = openPrompt();
    await prompt.expectScreen(/labvm> /);
    prompt.type('/vm create tiny typed\r');
    await prompt.expectScreen(/✓ Start/);
    prompt.type(CTRL_C);
    await prompt.expectScreen(/Cancelled\./);
    expect(await leftOvers()).toEqual(NOTHING);
    await prompt.leave();
  });

  it('is left with Ctrl-D while a job runs, which goes on and is shown again at the next start', async () => {
    const first = openPrompt();
    await first.expectScreen(/labvm> /);
    first.type('/vm create tiny typed\r');
    await first.expectScreen(/✓ Disk and machine/);
    await first.leave();
    const second = openPrompt();
    await second.expectScreen(/typed[\s\S]*Address +192\.168\.\d+\.\d+/);
    await second.leave();
    expect(await virsh('domstate', 'typed')).toBe('running');
  });

  it('tells of a change from outside without losing what is being typed', async () => {
    const prompt = openPrompt();
    await prompt.expectScreen(/labvm> /);
    prompt.type('/vm create tiny typed\r');
    await prompt.expectScreen(/Address +192\.168\.\d+\.\d+/);
    await prompt.expectScreen(/labvm> /);
    prompt.type('/vm sh');
    await prompt.expectScreen(/\/vm sh/);
    await virsh('destroy', 'typed');
    await prompt.expectScreen(/typed was switched off by force, from outside labvm\.[\s\S]*labvm> \/vm sh/);
    prompt.type('ow typed\r');
    await prompt.expectScreen(/State +off/);
    await prompt.leave();
  });
});
