import type { Log } from '../base/log.ts';
import type { Text, Words } from '../base/text.ts';
import type { Catalogue } from '../image/catalogue.ts';
import type { HostImage } from '../image/host-image.ts';
import type { Image } from '../image/image.ts';
import { isFetchable } from '../image/source.ts';
import type { Hypervisor } from '../vm/hypervisor.ts';
import type { Check, DoctorReport, Look } from './doctor.ts';
import type { Host } from './port.ts';
import { hypervisorFailed, type LookOutcome, runLook } from './run-look.ts';

export interface Examination {
  readonly hypervisor: Pick<Hypervisor, 'hosts' | 'images'>;
  readonly catalogue: Pick<Catalogue, 'all'>;
  /** Said first: what is known without a look. */
  readonly own: readonly Check[];
  /** Looked at as well, and said between the host and its images. */
  readonly further: readonly Look[];
  readonly log: Log;
  /** Fires when nobody waits for a look any longer. */
  readonly deadline?: () => AbortSignal;
}

/** How long a look may take, in milliseconds: the whole answer is there in less than three seconds. */
const LOOK_MS = 2500;

/** Less than this cannot hold another small machine. */
const SCARCE = { memoryMiB: 256 };

/** A doctor whom several people may ask at once: those who come while it looks get the same report. */
export function createDoctor(examination: Examination): () => Promise<DoctorReport> {
  let looking: Promise<DoctorReport> | null = null;
  return () => {
    looking ??= examine(examination).finally(() => {
      looking = null;
    });
    return looking;
  };
}

/** Looks at the host from all sides at once. What a look fails with is a finding, not an error. */
export async function examine({
  hypervisor,
  catalogue,
  own,
  further,
  log,
  deadline = () => AbortSignal.timeout(LOOK_MS),
}: Examination): Promise<DoctorReport> {
  const looking = { signal: deadline(), log };
  // A signal's timer holds no process open, and a look that hangs may not, either: the report is owed all the same.
  const awake = setInterval(() => undefined, LOOK_MS);
  const [host, images, ...rest] = await Promise.all([
    runLook(lookAtHosts(hypervisor), looking, hypervisorFailed),
    runLook(lookAtImages(hypervisor, catalogue), looking),
    ...further.map((look) => runLook(look, looking)),
  ]).finally(() => clearInterval(awake));
  // Why the hypervisor does not answer, another look may know better than whoever waited for an answer.
  const known = rest.flatMap(({ checks }) => checks).filter(({ name }) => name === HYPERVISOR);
  const ofHost = known.length > 0 ? known : host.checks;
  const isSilent = ofHost.some(({ name, state }) => name === HYPERVISOR && state === 'bad');
  // What nobody could look at for that reason has been said with it.
  const told = (one: LookOutcome) =>
    isSilent && one.failed && one.asksHypervisor ? [] : one.checks.filter((check) => !known.includes(check));
  return { checks: [...own, ...ofHost, ...rest.flatMap(told), ...told(images)] };
}

const HYPERVISOR = 'hypervisor';

function lookAtHosts(hypervisor: Examination['hypervisor']): Look {
  return {
    name: HYPERVISOR,
    label: { en: 'libvirt', es: 'libvirt' },
    asksHypervisor: true,
    look: async (signal) => (await hypervisor.hosts({ signal })).flatMap(hostChecks),
  };
}

function lookAtImages(hypervisor: Examination['hypervisor'], catalogue: Examination['catalogue']): Look {
  return {
    name: 'images',
    label: { en: 'Images', es: 'Imágenes' },
    asksHypervisor: true,
    async look(signal) {
      const [images, known] = await Promise.all([hypervisor.images({ signal }), catalogue.all()]);
      return known.filter((image) => isExpected(image, images)).map((image) => imageCheck(image, images));
    },
  };
}

function hostChecks(host: Host): readonly Check[] {
  const engine: Check = {
    name: HYPERVISOR,
    label: { en: 'libvirt', es: 'libvirt' },
    state: 'good',
    detail: host.engine,
  };
  return [
    engine,
    roomCheck(
      'memory',
      { en: 'Memory', es: 'Memoria' },
      host.freeMemoryMiB,
      host.memoryMiB,
      'MiB',
      SCARCE.memoryMiB,
    ),
  ];
}

function roomCheck(
  name: string,
  label: Text,
  free: number,
  all: number,
  unit: string,
  scarce: number,
): Check {
  const [left, total] = [Math.floor(free), Math.floor(all)];
  const detail: Words = { en: `${left} of ${total} ${unit} free`, es: `${left} de ${total} ${unit} libres` };
  if (free >= scarce) return { name, label, state: 'good', detail };
  return {
    name,
    label,
    state: 'bad',
    detail,
    remedy: { en: 'Stop or delete machines: /vm list', es: 'Apague o borre máquinas: /vm list' },
  };
}

/** What set-up makes should be there; the others come when somebody asks for them. */
function isExpected({ id, source }: Image, images: readonly HostImage[]): boolean {
  return !isFetchable(source) || images.some((image) => image.id === id);
}

function imageCheck(image: Image, images: readonly HostImage[]): Check {
  const label: Text = { en: `Image ${image.id}`, es: `Imagen ${image.id}` };
  const name = `image:${image.id}`;
  const present = images.find(({ id }) => id === image.id);
  if (present) return { name, label, state: 'good', detail: `${Math.round(present.sizeBytes / 1e6)} MB` };
  const detail: Text = { en: 'not on this host', es: 'no está en este anfitrión' };
  const remedy = image.source.kind === 'built' ? BUILD : GIVE;
  return { name, label, state: 'warning', detail, remedy };
}

const BUILD: Text = {
  en: 'Run as root: bash scripts/setup.sh. It builds the image.',
  es: 'Ejecute como root: bash scripts/setup.sh. Construye la imagen.',
};
const GIVE: Text = {
  en: 'It cannot be downloaded: whoever added it has to add it again, with /image add or /image save.',
  es: 'No se puede descargar: quien la añadió tiene que volver a añadirla, con /image add o /image save.',
};
