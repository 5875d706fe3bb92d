import type { Locale } from '../../../src/base/text.ts';
import type { Script } from '../bundle.ts';
import { type Html, html } from './html.ts';

export interface PageParts {
  readonly locale: Locale;
  readonly title: string;
  /** The way from the page to where all pages are, such as `../../`: no page knows the path before it. */
  readonly root: string;
  readonly style: string;
  readonly script: Script | null;
  readonly body: Html;
}

/** A whole page. Nothing in it is inline, and nothing comes from elsewhere. */
export function page({ locale, title, root, style, script, body }: PageParts): string {
  const scripts =
    script === null
      ? []
      : [
          html`<script type="module" src="${root}assets/${script.name}"></script>`,
          ...script.parts.map((name) => html`<link rel="modulepreload" href="${root}assets/${name}">`),
        ];
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}assets/${style}">
<title>${title}</title>
${scripts}
</head>
${body}
</html>
`.html;
}
