import type { Locale } from '../../../src/base/text.ts';
import type { PageNames } from '../bundle.ts';
import { html } from './html.ts';
import { page } from './page.ts';

const WORDS = {
  en: {
    title: 'Opening the console …',
    noScript: 'The console needs JavaScript: switch it on for this page and open the link again.',
  },
  es: {
    title: 'Abriendo la consola …',
    noScript: 'La consola necesita JavaScript: actívelo para esta página y abra el enlace de nuevo.',
  },
} as const;

/**
 * Where a link leads: the same for everybody, until its script hands in what stands behind `#`, and becomes the
 * console's page.
 * @param styleNonce for the styles of the terminal on that page
 */
export function openPage(locale: Locale, names: PageNames, styleNonce: string): string {
  const { title, noScript } = WORDS[locale];
  return page({
    locale,
    title: 'labvm',
    root: '',
    style: names.style,
    script: names.open,
    body: html`<body class="notice" data-style-nonce="${styleNonce}">
<main>
<h1 id="title" role="status">${title}</h1>
<p id="text"></p>
<p id="hint" class="hint"></p>
<noscript><p>${noScript}</p></noscript>
</main>
</body>`,
  });
}
