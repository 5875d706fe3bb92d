import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { contentSecurityPolicy } from '../../../adapters/web/headers.ts';
import { html } from '../../../adapters/web/html/html.ts';
import { openWeb } from '../../../adapters/web/index.ts';
import { localeAsked } from '../../../adapters/web/locale.ts';
import { ownOrigins } from '../../../adapters/web/origin.ts';
import { withoutPrefix } from '../../../adapters/web/prefix.ts';
import { silentLog } from '../../../src/base/log.ts';
import { openWebLab } from './support/web-lab.ts';

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['es', 'es'],
  ['es-MX,en;q=0.5', 'es'],
  ['de-DE,de;q=0.9,es;q=0.5', 'es'],
  ['en;q=0.2,es;q=0.9', 'es'],
  ['es;q=0,en', 'en'],
  ['estonian', 'en'],
  [','.repeat(10_000), 'en'],
])('a browser that asks for languages as in example %# reads their own', (asked, locale) => {
  expect(localeAsked(asked)).toBe(locale);
});

it('what is put into a page is text', () => {
  const evil = `<script>alert("1")</script>'&`;
  expect(html`<p title="${evil}">${evil}</p>`.html).toBe(
    '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;</p>',
  );
  expect(html`<ul>${[html`<li>${'a<b'}</li>`, html`<li></li>`]}</ul>`.html).toBe(
    '<ul><li>a&lt;b</li><li></li></ul>',
  );
});

it('with a public address only that one is ours; without, the loopback', () => {
  const at = { host: '127.0.0.1', port: 8080, isChosen: false, trustedProxies: [] };
  const open = ownOrigins({ ...at, publicUrl: 'https://lab.example:8443/labvm/' });
  expect(open('https://lab.example:8443')).toBe(true);
  for (const other of [
    'https://lab.example',
    'http://lab.example:8443',
    'http://127.0.0.1:8080',
    'null',
    undefined,
  ])
    expect(open(other), other).toBe(false);
  const local = ownOrigins({ ...at, publicUrl: null });
  for (const own of ['http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080'])
    expect(local(own), own).toBe(true);
  expect(local('http://evil.example:8080')).toBe(false);
});

it('a path prefix is taken off where the web server before has not', () => {
  const rewrite = (publicUrl: string | null, url: string) =>
    withoutPrefix(publicUrl).call(null as never, { url } as never);
  expect(rewrite('https://lab.example/labvm/', '/labvm/open')).toBe('/open');
  expect(rewrite('https://lab.example/labvm/', '/open')).toBe('/open');
  expect(rewrite('https://lab.example/', '/open?x=/labvm/')).toBe('/open?x=/labvm/');
  expect(rewrite(null, '/open')).toBe('/open');
});

it('every answer carries the headers, and nothing inline', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const visitor = await web.visit(await web.token('web1'));
  const paths = ['open', 'healthz', 'nowhere', `console/${visitor.id}/`, 'console/AAAAAAAAAAAA/'];
  for (const path of paths) {
    const response = await fetch(`${web.base}${path}`, { headers: { cookie: visitor.cookie } });
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy.replace(/ 'nonce-[\w-]{43}'/, ''), path).toBe(contentSecurityPolicy());
    expect(response.headers.get('x-frame-options'), path).toBe('DENY');
    expect(response.headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(response.headers.get('referrer-policy'), path).toBe('no-referrer');
    expect(response.headers.get('cache-control'), path).toBe('no-store');
    const body = await response.text();
    expect(body, path).not.toMatch(/<style| style=| on\w+=|<script(?![^>]* src=)|javascript:/);
    expect(body, path).not.toMatch(/(src|href)="(?!(\.\.\/\.\.\/)?assets\/|data:,)/);
  }
  expect(contentSecurityPolicy()).not.toMatch(/unsafe|\*|http/);
});

it('the cookie is for its session alone, and for no script', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const response = await web.post('api/open', { token: await web.token('web1') });
  const { path } = (await response.json()) as { path: string };
  const cookie = response.headers.get('set-cookie') ?? '';
  expect(cookie).toContain(`Path=/labvm/${path}`);
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Strict']) expect(cookie).toContain(attribute);
  expect(cookie).not.toMatch(/Domain|Max-Age|Expires/);
});

it('says that it is there', async () => {
  const web = await openWebLab();
  const response = await fetch(`${web.base}healthz`);
  expect(await response.json()).toEqual({ ok: true, name: 'labvm' });
});

it('scripts and styles are kept by browsers, under names of their content', async () => {
  const web = await openWebLab();
  const page = await (await fetch(`${web.base}open`)).text();
  const [, script = ''] = /src="(assets\/open-[0-9A-Z]{8}\.js)"/.exec(page) ?? [];
  const response = await fetch(`${web.base}${script}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
  expect(response.headers.get('cache-control')).toContain('immutable');
});

it('what is sent smaller is the same, and a browser that takes no coding gets it as it is', async () => {
  const web = await openWebLab();
  const page = await (await fetch(`${web.base}open`)).text();
  const names = [...page.matchAll(/(?:src|href)="(assets\/[^"]+)"/g)].flatMap(([, name]) => name ?? []);
  expect(names.length).toBeGreaterThan(2);
  for (const name of names) {
    // `fetch` unpacks what it gets, whatever it asked for.
    const get = async (coding: string) => {
      const response = await fetch(`${web.base}${name}`, { headers: { 'accept-encoding': coding } });
      expect(response.status, name).toBe(200);
      expect(response.headers.get('vary'), name).toBe('accept-encoding');
      return { coding: response.headers.get('content-encoding'), text: await response.text() };
    };
    const plain = await get('identity');
    expect(plain.coding, name).toBe(null);
    expect(await get('gzip, deflate, br;q=0.5'), name).toEqual({ coding: 'br', text: plain.text });
    expect(await get('br;q=0, gzip'), name).toEqual({ coding: 'gzip', text: plain.text });
    expect(await get('zstd, br;q=0.0'), name).toEqual(plain);
  }
  // What a page says is of somebody, and stays as it is.
  const healthy = await fetch(`${web.base}healthz`, { headers: { 'accept-encoding': 'br, gzip' } });
  expect(healthy.headers.get('content-encoding')).toBe(null);
});

it('a link brings what the screen needs at once, and the terminal’s code only after it', async () => {
  const web = await openWebLab();
  const page = await (await fetch(`${web.base}open`)).text();
  const parts = [...page.matchAll(/rel="modulepreload" href="(assets\/[^"]+)"/g)].flatMap(
    ([, name]) => name ?? [],
  );
  const texts = await Promise.all(parts.map(async (name) => (await fetch(`${web.base}${name}`)).text()));
  const all = texts.join('\n');
  // Words of noVNC's handshake, and a class of xterm's.
  expect(all).toContain('Unsupported security types');
  expect(all).not.toContain('xterm-rows');
});

it('a link’s answer brings the page of its session, as the session’s own address does', async () => {
  const web = await openWebLab();
  await web.machine('web1');
  const token = await web.token('web1');
  // Whoever previews the link learns nothing, and uses nothing up.
  const previews = await Promise.all([1, 2].map(async () => (await fetch(`${web.base}open`)).text()));
  for (const preview of previews) expect(preview).not.toContain('web1');
  const response = await web.post('api/open', { token });
  const { path, page } = (await response.json()) as { path: string; page: string };
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  const own = await (await fetch(`${web.base}${path}`, { headers: { cookie } })).text();
  const withoutNonce = (text: string) => text.replace(/data-style-nonce="[^"]*"/, '');
  expect(withoutNonce(page)).toBe(withoutNonce(own));
  const used = await web.post('api/open', { token });
  expect(await used.json()).not.toHaveProperty('page');
});

it('each link’s page has a nonce of its own, which its policy names', async () => {
  const web = await openWebLab();
  const nonces = await Promise.all(
    [1, 2].map(async () => {
      const response = await fetch(`${web.base}open`);
      const [, nonce = 'none'] = /data-style-nonce="([\w-]{43})"/.exec(await response.text()) ?? [];
      expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
      return nonce;
    }),
  );
  expect(new Set(nonces).size).toBe(2);
});

it('shares its address with another labvm, goes on without pages where it is taken, and says so where it was chosen', async () => {
  const web = await openWebLab();
  const { consoles: room, desk } = web.lab.app;
  const options = { room, desk, log: silentLog };
  const at = { host: '127.0.0.1', port: web.port, publicUrl: null, trustedProxies: [] };
  // Another labvm is there.
  await (await openWeb({ ...options, settings: { ...at, isChosen: true } })).close();
  const other = createServer((_request, response) => response.end('something else'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const taken = { ...at, port: (other.address() as AddressInfo).port };
  await (await openWeb({ ...options, settings: { ...taken, isChosen: false } })).close();
  await expect(openWeb({ ...options, settings: { ...taken, isChosen: true } })).rejects.toMatchObject({
    hint: { en: expect.stringContaining('LABVM_WEB_ADDRESS') },
  });
});
