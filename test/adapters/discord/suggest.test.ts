import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { suggest } from '../../../adapters/discord/suggest.ts';
import { createSuggestCache, type SuggestCache } from '../../../adapters/discord/suggest-cache.ts';
import { commands } from '../../../commands/index.ts';
import type { Desk } from '../../../src/chat/desk.ts';
import { type Completion, completeLine } from '../../../src/command/complete.ts';
import { room } from '../../src/command/support/recording-room.ts';
import { autocompletePayload } from './inbound/payloads.ts';
import { PATIENT } from './support/patient.ts';

/** A lab with machines of Ana, who asks, and of somebody else. */
function lab() {
  const stage = room();
  for (const name of ['web1', 'web2', 'web10', 'old-web']) stage.machine(name, 'discord:9');
  stage.machine('other', 'discord:10');
  const asked: string[] = [];
  const cache: SuggestCache<Completion> = createSuggestCache({ now: () => 0 });
  const desk: Pick<Desk, 'complete'> = {
    complete(line, actor, place, locale) {
      asked.push(line);
      return completeLine(stage.world, { line, actor, place, locale });
    },
  };
  const offered = async (path: string, option: string, typed: string, others = {}, changes = {}) => {
    const payload = autocompletePayload(path, { ...others, [option]: typed }, option, changes);
    return suggest(payload, { desk, commands, cache, waits: PATIENT, isElsewhere: false });
  };
  return { stage, asked, offered };
}

async function values(path: string, option: string, typed: string, others = {}) {
  return (await lab().offered(path, option, typed, others)).map(({ value }) => value);
}

describe('what is offered', () => {
  it.each([
    ['vm show', 'name', '', ['old-web', 'web1', 'web2', 'web10']],
    ['vm show', 'name', 'web1', ['web1', 'web10']],
    ['vm show', 'name', ' WEB2 ', ['web2']],
    ['vm show', 'name', 'web', ['web1', 'web2', 'web10', 'old-web']],
    ['vm show', 'name', 'zz', []],
    ['vm show', 'name', 'web1 web2', []],
    ['vm show', 'name', '-', []],
    ['vm show', 'name', '"web', []],
    ['vm show', 'nobody', 'web', []],
    ['vm create', 'image', 'slita', ['slitaz']],
    ['cd insert', 'image', 'slita', ['slitaz']],
    ['help', 'command', 'vm cr', ['vm create', 'vm screenshot']],
    ['help', 'command', 'jo', ['job list', 'job cancel']],
    ['vm clone', 'name', 'web', []],
    ['labvm', 'command', '', ['vm', 'cd', 'image', 'host', 'job', 'my', 'help']],
    ['labvm', 'command', '/h', ['/host', '/help']],
    ['labvm', 'command', 'vm re', ['vm restart', 'vm resume', 'vm create', 'vm screenshot']],
    ['labvm', 'command', 'vm show web1', ['vm show web1', 'vm show web10']],
    ['labvm', 'command', '/vm create tiny --c', ['/vm create tiny --cpus', '/vm create tiny --count']],
    ['labvm', 'command', 'vm create tiny --nic=r', ['vm create tiny --nic=rtl8139']],
    ['labvm', 'command', 'vm show "web', []],
  ])('for /%s %s: %j is %j', async (path, option, typed, expected) => {
    expect(await values(path, option, typed)).toEqual(expected);
  });

  it('finds what goes by another name than it shows', async () => {
    const { asked, offered } = lab();
    expect((await offered('vm create', 'image', 'trix')).map(({ value }) => value)).toEqual(['debian']);
    expect(asked).toEqual(['/vm create ', '/vm create trix']);
  });

  it('says what a choice is', async () => {
    const [first] = await lab().offered('vm create', 'image', 'slitaz');
    expect(first?.value).toBe('slitaz');
    expect(first?.name).toMatch(/^slitaz — \S/);
  });

  it('is of no option that was given already', async () => {
    expect(await values('cd insert', 'name', 'web1', { image: 'slitaz' })).toEqual(['web1', 'web10']);
  });

  it('is at most 25, of at most 100 characters', async () => {
    const many = Array.from({ length: 60 }, (_, n) => ({
      value: n === 0 ? 'x'.repeat(101) : `x${n}`,
      label: 'y'.repeat(120),
    }));
    const desk = { complete: async () => ({ from: 9, choices: many }) };
    const ports = {
      desk,
      commands,
      cache: createSuggestCache<Completion>(),
      waits: PATIENT,
      isElsewhere: false,
    };
    const offered = await suggest(autocompletePayload('vm show', { name: 'x' }, 'name'), ports);
    expect(offered).toHaveLength(25);
    expect(offered[0]?.value).toBe('x1');
    expect(Math.max(...offered.map(({ name }) => name.length))).toBe(100);
  });

  it('asks with what was typed where there are more than are told at once', async () => {
    const asked: string[] = [];
    const choices = Array.from({ length: 100 }, (_, n) => ({ value: `pc${n}` }));
    const desk = {
      async complete(line: string) {
        asked.push(line);
        return line.endsWith(' ')
          ? { from: line.length, choices }
          : { from: 9, choices: [{ value: 'pc105' }] };
      },
    };
    const ports = {
      desk,
      commands,
      cache: createSuggestCache<Completion>(),
      waits: PATIENT,
      isElsewhere: false,
    };
    const offered = await suggest(autocompletePayload('vm show', { name: 'pc10' }, 'name'), ports);
    expect(offered.map(({ value }) => value)).toEqual(['pc105']);
    expect(asked).toEqual(['/vm show ', '/vm show pc10']);
  });
});

describe('the same question', () => {
  it('is asked once, however many letters are typed', async () => {
    const { asked, offered } = lab();
    for (const typed of ['', 'w', 'we', 'web']) await offered('vm show', 'name', typed);
    expect(asked).toEqual(['/vm show ']);
  });

  it('of another person is another one', async () => {
    const { asked, offered } = lab();
    const user = { id: '10', username: 'ben', discriminator: '0', global_name: null, avatar: null };
    expect(await offered('vm show', 'name', '')).toHaveLength(4);
    const others = await offered('vm show', 'name', '', {}, { member: { user } });
    expect(others.map(({ value }) => value)).toEqual(['other']);
    expect(asked).toEqual(['/vm show ', '/vm show ']);
  });
});

describe('the cache', () => {
  let nowMs = 0;
  const cacheOf = (most = 3) =>
    createSuggestCache<string>({ freshMs: 100, usableMs: 1000, most, now: () => nowMs });
  beforeEach(() => {
    nowMs = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives what it knows while it asks anew, and what is new from then on', async () => {
    const cache = cacheOf();
    expect(await cache.ask('a', async () => 'one', 50)).toBe('one');
    nowMs = 90;
    expect(await cache.ask('a', async () => 'two', 50)).toBe('one');
    nowMs = 500;
    expect(await cache.ask('a', async () => 'three', 50)).toBe('one');
    await vi.advanceTimersByTimeAsync(0);
    expect(await cache.ask('a', async () => 'four', 50)).toBe('three');
  });

  it('waits for an answer that is too old to be given, but not for ever', async () => {
    const cache = cacheOf();
    await cache.ask('a', async () => 'one', 50);
    nowMs = 5000;
    expect(await cache.ask('a', async () => 'two', 50)).toBe('two');
    nowMs = 10_000;
    const slow = Promise.withResolvers<string>();
    const late = cache.ask('a', () => slow.promise, 50);
    await vi.advanceTimersByTimeAsync(50);
    expect(await late).toBe('two');
    slow.resolve('three');
    await vi.advanceTimersByTimeAsync(0);
    expect(await cache.ask('a', async () => 'four', 50)).toBe('three');
  });

  it('gives nothing where nothing is known in time', async () => {
    const late = cacheOf().ask('a', () => Promise.withResolvers<string>().promise, 50);
    await vi.advanceTimersByTimeAsync(50);
    expect(await late).toBeNull();
  });

  it('asks once for all who wait', async () => {
    const cache = cacheOf();
    const slow = Promise.withResolvers<string>();
    const load = vi.fn(() => slow.promise);
    const all = Promise.all([cache.ask('a', load, 50), cache.ask('a', load, 50)]);
    slow.resolve('one');
    expect(await all).toEqual(['one', 'one']);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('outlives a question that fails', async () => {
    const cache = cacheOf();
    const failing = () => Promise.reject(new Error('no host'));
    expect(await cache.ask('a', failing, 50)).toBeNull();
    expect(await cache.ask('a', async () => 'one', 50)).toBe('one');
    nowMs = 5000;
    expect(await cache.ask('a', failing, 50)).toBe('one');
  });

  it('forgets what was asked longest ago', async () => {
    const cache = cacheOf(2);
    await cache.ask('a', async () => 'a1', 50);
    await cache.ask('b', async () => 'b1', 50);
    await cache.ask('a', async () => 'a2', 50);
    await cache.ask('c', async () => 'c1', 50);
    expect(await cache.ask('a', async () => 'a3', 50)).toBe('a1');
    expect(await cache.ask('b', async () => 'b2', 50)).toBe('b2');
  });
});
