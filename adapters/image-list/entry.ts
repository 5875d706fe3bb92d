import { z } from 'zod';
import { size } from '../../src/command/kind/size.ts';
import { IMAGE_KINDS, isImageId } from '../../src/image/image.ts';
import { DIGEST_ALGORITHMS, DIGEST_LENGTHS } from '../../src/image/source.ts';

/** A size as people write it, `512M` or `10G`; a bare number is in the unit. */
function sizeIn(unit: 'MiB' | 'GiB', min: number, max: number) {
  const kind = size({ unit, min, max });
  return z.union([z.string(), z.number()]).transform((word, context) => {
    const parsed = kind.parse(String(word));
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: `${JSON.stringify(word)} ${parsed.problem.en}` });
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

const url = z.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' });
const id = z
  .string()
  .refine(isImageId, 'must be a name of a-z, 0-9 and single hyphens, beginning with a letter, 31 at most');

const hex = (algorithm: (typeof DIGEST_ALGORITHMS)[number]) =>
  z
    .string()
    .regex(
      new RegExp(`^[0-9a-fA-F]{${DIGEST_LENGTHS[algorithm]}}$`),
      `must have ${DIGEST_LENGTHS[algorithm]} hexadecimal digits`,
    );

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
