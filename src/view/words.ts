import { type Locale, say, type Words } from '../base/text.ts';
import { clean } from './clean.ts';

/** Words of ours, or of a guest, made harmless for any screen. */
export function words(said: Words, locale: Locale): string {
  return clean(say(said, locale));
}
