import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openWebLab } from '../adapters/web/support/web-lab.ts';
import { waitForSerial } from '../e2e/support/console.ts';
import { launchBrowser, watchPages } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';

const EXAMPLES = join(import.meta.dirname, '../../docs/proxy');
const HOST = 'lab.school.example';

/** A web server with our example, but for its port, its certificate, and where labvm is. */
interface Proxy {
  readonly name: string;
  readonly file: string;
  adapt(example: string, at: { folder: string; port: number; labvm: number }): string;
  command(file: string, folder: string): readonly string[];
}

const PROXIES: readonly Proxy[] = [
  {
    name: 'nginx',
    file: 'nginx.conf',
    adapt: (example, { folder, port, labvm }) => `
      daemon off; pid ${folder}/pid; error_log stderr; events {}
      http { access_log ${folder}/access.log;
      ${example
        .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
        .replace('/etc/ssl/lab.school.example.pem', `${folder}/cert.pem`)
        .replace('/etc/ssl/lab.school.example.key', `${folder}/key.pem`)
        .replace('127.0.0.1:8080/', `127.0.0.1:${labvm}/`)} }`,
    command: (file) => ['nginx', '-c', file],
  },
  {
    name: 'Caddy',
    file: 'Caddyfile',
    adapt: (example, { folder, port, labvm }) =>
      `{\n\tadmin off\n\tauto_https disable_redirects\n\tdefault_bind 127.0.0.1\n\thttps_port ${port}\n}\n${example
        .replace(`${HOST} {`, `${HOST} {\n\ttls ${folder}/cert.pem ${folder}/key.pem`)
        .replaceAll('127.0.0.1:8080', `127.0.0.1:${labvm}`)}`,
    command: (file) => ['caddy', 'run', '--adapter', 'caddyfile', '--config', file],
  },
];

async function start(proxy: Proxy, labvm: number): Promise<{ port: number; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'labvm-proxy-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  const key = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', `/CN=${HOST}`];
  const names = ['-addext', `subjectAltName=DNS:${HOST}`];
  await execa('openssl', [
    ...key,
    ...names,
    '-keyout',
    join(folder, 'key.pem'),
    '-out',
    join(folder, 'cert.pem'),
  ]);
  const example = await readFile(join(EXAMPLES, proxy.file), 'utf8');
  const file = join(folder, proxy.file);
  await writeFile(file, proxy.adapt(example, { folder, port, labvm }));
  const [program = '', ...args] = proxy.command(file, folder);
  await mkdir(join(folder, 'home'));
  const child = execa(program, args, { env: { HOME: join(folder, 'home') }, reject: false });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await child;
  });
  return { port, folder };
}

describe.each(PROXIES)('behind $name, with a path before the pages', (proxy) => {
  it('a console opens, is typed at, and ends', async () => {
    const publicUrl = `https://${HOST}/labvm/`;
    const web = await openWebLab({ publicUrl });
    const { port, folder } = await start(proxy, web.port);
    await web.machine('web1');
    const browser = await launchBrowser(
      `--host-resolver-rules=MAP ${HOST} 127.0.0.1:${port}`,
      '--ignore-certificate-errors',
    );
    onTestFinished(() => browser.close());
    const context = await browser.newContext({ viewport: { width: 700, height: 700 } });
    const watched = watchPages(context, new URL(publicUrl).origin);
    const page = await context.newPage();
    await expect
      .poll(async () => (await page.goto(`${publicUrl}healthz`).catch(() => null))?.status(), {
        timeout: 20_000,
      })
      .toBe(200);
    const token = await web.token('web1');
    await page.goto(`${publicUrl}open#${token}`);
    await page.waitForURL(/\/labvm\/console\/[\w-]+\/$/);
    await page.click('#tab-serial');
    await page.waitForSelector('#serial[data-connected]');
    await page.keyboard.type('typed through the proxy');
    await waitForSerial(page, /typed through the proxy/);
    await web.lab.app.consoles.ways.revoke({
      vm: (await web.lab.app.consoles.hypervisor.find('web1')) as never,
    });
    await page.waitForSelector('text=was revoked');
    expect(watched.elsewhere).toEqual([]);
    expect(watched.problems.filter((problem) => /Content Security|Refused/.test(problem))).toEqual([]);
    // The secret of the link is in no log on the way.
    const log = await readFile(join(folder, 'access.log'), 'utf8').catch(() => '');
    expect(log).not.toContain(token);
    await context.close();
  });
});
