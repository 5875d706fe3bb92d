import { PortError } from '../../../src/base/port-error.ts';
import type { ScreenPicture } from '../../../src/vm/ports/screens.ts';
import type { OwnMachine } from '../machine/own-machine.ts';
import { type LibvirtClient, procedures } from '../rpc/index.ts';
import type { Session } from '../session.ts';
import { needGuest } from './console.ts';
import { type Picture, pngOf, readPng, readPpm, shrunk, sizeOfPng } from './picture.ts';

/** More than the largest screen that QEMU's cards can show: 16 MiB of video memory, three bytes a pixel. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * A machine's screen as it is now. libvirt gives it as QEMU does (libvirt-domain.h: virDomainScreenshot): as PNG since
 * QEMU 7.1, before that as PPM. One of a machine at a time: while something else holds the machine, libvirt keeps one of
 * its few workers waiting for each.
 */
export function screenshot(
  { client, pictures }: Session,
  machine: OwnMachine,
  options: { readonly maxWidth?: number; readonly signal?: AbortSignal },
): Promise<ScreenPicture> {
  needGuest(machine);
  return pictures.run(machine.domain.uuid, options.signal, () => take(client, machine, options));
}

/** A machine's screen as it is now, unpacked. */
export function pictureOf(
  { client, pictures }: Session,
  machine: OwnMachine,
  signal?: AbortSignal,
): Promise<Picture> {
  return pictures.run(machine.domain.uuid, signal, async () => {
    const bytes = await bytesOf(client, machine, signal);
    const picture = sizeOfPng(bytes) ? readPng(bytes) : readPpm(bytes);
    if (!picture) throw unreadable(machine.domain.name);
    return picture;
  });
}

async function take(
  client: LibvirtClient,
  machine: OwnMachine,
  { maxWidth, signal }: { readonly maxWidth?: number; readonly signal?: AbortSignal },
): Promise<ScreenPicture> {
  const bytes = await bytesOf(client, machine, signal);
  const size = sizeOfPng(bytes);
  if (size && size.width <= (maxWidth ?? size.width)) return { png: bytes, ...size };
  const whole = size ? readPng(bytes) : readPpm(bytes);
  if (!whole) throw unreadable(machine.domain.name);
  const picture = maxWidth === undefined ? whole : shrunk(whole, maxWidth);
  return { png: await pngOf(picture), width: picture.width, height: picture.height };
}

/** As libvirt gives it. */
async function bytesOf(
  client: LibvirtClient,
  machine: OwnMachine,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const args = { domain: machine.domain, screen: 0, flags: 0 };
  const { stream } = await client.openStream(procedures.domainScreenshot, args, { signal });
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of stream) {
    pieces.push(piece);
    length += piece.length;
    if (length > MOST_BYTES) throw unreadable(machine.domain.name);
  }
  return Buffer.concat(pieces);
}

function unreadable(name: string): PortError {
  return new PortError('failed', {
    en: `The picture of the screen of ${name} is unreadable.`,
    es: `La imagen de la pantalla de ${name} es ilegible.`,
  });
}
