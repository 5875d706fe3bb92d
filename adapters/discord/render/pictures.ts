import {
  type APIComponentInContainer,
  type APIMediaGalleryComponent,
  type APITextDisplayComponent,
  ComponentType,
} from 'discord.js';
import type { Locale } from '../../../src/base/text.ts';
import { shortened } from '../../../src/view/shortened.ts';
import type { Part, PicturePart } from '../../../src/view/view.ts';
import { words } from '../../../src/view/words.ts';
import type { DiscordPicture } from '../content.ts';
import { LIMITS } from '../limits.ts';

/** The pictures of a message as files, in their order; no more than a message takes. */
export function picturesOf(parts: readonly Part[], locale: Locale): readonly DiscordPicture[] {
  return pictureParts(parts).map(({ png, alt }, at) => ({
    name: `screen-${at}.png`,
    png: Buffer.from(png, 'base64'),
    alt: shortened(words(alt, locale).trim() || '—', LIMITS.mediaDescription),
  }));
}

function pictureParts(parts: readonly Part[]): readonly PicturePart[] {
  return parts.filter((part) => part.kind === 'picture').slice(0, LIMITS.filesInMessage - 1);
}

/** How many texts can stand beside a thumbnail (docs.discord.com, components, section). */
const MOST_BESIDE = 3;

/** Texts with pictures: the first thumbnail beside the first texts, every other picture below them. */
export function withPictures(
  texts: readonly APITextDisplayComponent[],
  parts: readonly Part[],
  pictures: readonly DiscordPicture[],
): readonly APIComponentInContainer[] {
  const sizes = pictureParts(parts).map(({ size }) => size);
  const beside = texts.length === 0 ? -1 : sizes.indexOf('thumbnail');
  const thumbnail = pictures[beside];
  const below = pictures.filter((_, at) => at !== beside);
  const gallery: readonly APIMediaGalleryComponent[] =
    below.length === 0
      ? []
      : [
          {
            type: ComponentType.MediaGallery,
            items: below.map(({ name, alt }) => ({
              media: { url: `attachment://${name}` },
              description: alt,
            })),
          },
        ];
  if (!thumbnail) return [...texts, ...gallery];
  return [
    {
      type: ComponentType.Section,
      components: texts.slice(0, MOST_BESIDE),
      accessory: {
        type: ComponentType.Thumbnail,
        media: { url: `attachment://${thumbnail.name}` },
        description: thumbnail.alt,
      },
    },
    ...texts.slice(MOST_BESIDE),
    ...gallery,
  ];
}
