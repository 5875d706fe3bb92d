import { expect, it } from 'vitest';
import { webSettings } from '../../../adapters/web/settings.ts';
import { localUrl } from '../../../src/console/pages.ts';

const given = (LABVM_WEB_ADDRESS: string, LABVM_PUBLIC_URL?: string) =>
  webSettings({ LABVM_WEB_ADDRESS, LABVM_PUBLIC_URL });

it.each([
  ['127.0.0.1:8080', { host: '127.0.0.1', port: 8080 }],
  ['[::1]:80', { host: '::1', port: 80 }],
  ['localhost:9000', { host: 'localhost', port: 9000 }],
])('listens on %s', (address, expected) => {
  expect(given(address)).toEqual({ ...expected, isChosen: true, publicUrl: null, trustedProxies: [] });
});

it('listens on the loopback unless somebody says otherwise', () => {
  expect(webSettings({})).toEqual({
    host: '127.0.0.1',
    port: 8080,
    isChosen: false,
    publicUrl: null,
    trustedProxies: [],
  });
});

it('has no pages where they are off', () => expect(given('off')).toBeNull());

it.each(['8080', ':8080', '127.0.0.1', '127.0.0.1:0', '127.0.0.1:70000', 'http://x:1', 'a b:1', '[::1]'])(
  'does not listen on %j, and says what would be right',
  (address) => {
    expect(() => given(address)).toThrow('LABVM_WEB_ADDRESS');
  },
);

it('ends the public address with a slash', () => {
  expect(given('x:1', 'https://lab.example/labvm')?.publicUrl).toBe('https://lab.example/labvm/');
  expect(given('x:1', 'https://lab.example')?.publicUrl).toBe('https://lab.example/');
});

it.each([
  'lab.example',
  'ftp://lab.example/',
  'https://ana:secret@lab.example/',
  'https://x/?a',
  'https://x/#a',
])('does not take %j as public address, and says no secret again', (url) => {
  expect(() => given('x:1', url)).toThrow(/LABVM_PUBLIC_URL/);
  expect(() => given('x:1', url)).not.toThrow(/secret/);
});

it('knows the address for a browser on the host itself', () => {
  expect(localUrl({ host: '0.0.0.0', port: 1 })).toBe('http://127.0.0.1:1/');
  expect(localUrl({ host: '::', port: 1 })).toBe('http://127.0.0.1:1/');
  expect(localUrl({ host: '::1', port: 1 })).toBe('http://[::1]:1/');
});

it.each([
  [
    'the web server that a public address stands for, on this host',
    undefined,
    'https://l.example/',
    ['loopback'],
  ],
  ['nobody where there is no public address', undefined, undefined, []],
  [
    'those who are named',
    ['10.0.0.5', 'fd00::/8', 'loopback'],
    undefined,
    ['10.0.0.5', 'fd00::/8', 'loopback'],
  ],
  ['nobody where somebody says so', ['none'], 'https://l.example/', []],
] as const)('believes of addresses that are passed on %s', (_who, proxies, url, expected) => {
  const settings = webSettings({ LABVM_TRUSTED_PROXIES: proxies, LABVM_PUBLIC_URL: url });
  expect(settings?.trustedProxies).toEqual(expected);
});

it.each(['everybody', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.1/x', '1.2.3.4/8/8', 'none'])(
  'does not believe %j, and says what would be right',
  (stray) => {
    expect(() => webSettings({ LABVM_TRUSTED_PROXIES: ['10.0.0.1', stray] })).toThrow(
      `LABVM_TRUSTED_PROXIES is “${stray}”`,
    );
  },
);
