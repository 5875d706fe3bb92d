import { z } from 'zod';
import { size } from '../../src/command/kind/size.ts';
import { IMAGE_KINDS, isImageId } from '../../src/image/image.ts';
import { DIGEST_ALGORITHMS, DIGEST_LENGTHS, type DigestAlgorithm } from '../../src/image/source.ts';

/** A size as people write it, `512M` or `10G`; a bare number is in the unit. */
function sizeIn(unit: 'MiB' | 'GiB', min: number, max: number) {
  const kind = size({ unit, min, max });
  return z.union([z.string(), z.number()]).transform((word, context) => {
    const parsed = kind.parse(String(word));
    if (parsed.ok) return parsed.value;
    const said = JSON.stringify(word);
    const { en, es } = parsed.problem;
    context.addIssue({ code: 'custom', message: `${said} ${en}`, params: { es: `${said} ${es}` } });
    return z.NEVER;
  });
}

/** Words for everybody, or in each language. */
const words = z.union([
  z
    .string()
    .min(1)
    .transform((text) => ({ en: text, es: text })),
  z.strictObject({ en: z.string().min(1), es: z.string().min(1) }),
]);

const AN_ADDRESS = 'must be an address that begins with http:// or https://';
const A_NAME = 'must be a name of a-z, 0-9 and single hyphens, beginning with a letter, 31 at most';
const digits = (algorithm: DigestAlgorithm) => `must have ${DIGEST_LENGTHS[algorithm]} hexadecimal digits`;

/** What is said here in words of our own, in the other language. */
export const SPANISH: ReadonlyMap<string, string> = new Map([
  [AN_ADDRESS, 'debe ser una dirección que empiece por http:// o https://'],
  [A_NAME, 'debe ser un nombre de a-z, 0-9 y guiones sueltos que empiece por una letra, 31 como mucho'],
  ...DIGEST_ALGORITHMS.map(
    (name) => [digits(name), `debe tener ${DIGEST_LENGTHS[name]} dígitos hexadecimales`] as const,
  ),
]);

const url = z.url({ protocol: /^https?$/, error: AN_ADDRESS });
const id = z.string().refine(isImageId, A_NAME);

const hex = (algorithm: DigestAlgorithm) =>
  z.string().regex(new RegExp(`^[0-9a-fA-F]{${DIGEST_LENGTHS[algorithm]}}$`), digits(algorithm));

/** An image in `images.yaml`; docs/images.md explains every field. */
const entry = z.strictObject({
  title: z.string().min(1).optional(),
  summary: words.optional(),
  aliases: z.array(id).optional(),
  kind: z.enum(IMAGE_KINDS).optional(),
  url: z.union([url, z.array(url).min(1)]).optional(),
  sha256: hex('sha256').optional(),
  sha512: hex('sha512').optional(),
  sums: z.strictObject({ url, algorithm: z.enum(DIGEST_ALGORITHMS) }).optional(),
  cpus: z.number().int().min(1).max(16).optional(),
  memory: sizeIn('MiB', 32, 65_536).optional(),
  'min-memory': sizeIn('MiB', 32, 65_536).optional(),
  disk: sizeIn('GiB', 0, 1024).optional(),
  firmware: z.enum(['bios', 'uefi']).optional(),
  bus: z.enum(['virtio', 'ide', 'sata']).optional(),
  nic: z.enum(['virtio', 'e1000', 'rtl8139', 'none']).optional(),
  login: words.optional(),
  'boot-words': words.optional(),
  'asks-for-address': z.boolean().optional(),
  'boot-seconds': z.number().int().min(1).max(3600).optional(),
});

export type Entry = z.output<typeof entry>;

export const entries = z.strictObject({ images: z.record(id, entry).default({}) });
