import type { Locale } from '../../../src/base/text.ts';
import type { PageNames } from '../bundle.ts';
import type { RefusalBody } from '../refusal-page.ts';
import { html } from './html.ts';
import { page } from './page.ts';

/** Instead of a console: why there is none, and what to do. */
export function endedPage({ title, text, hint }: RefusalBody, locale: Locale, names: PageNames): string {
  return page({
    locale,
    title: 'labvm',
    root: '../../',
    style: names.style,
    script: null,
    body: html`<body class="notice">
<main>
<h1>${title}</h1>
<p>${text}</p>
<p class="hint">${hint}</p>
</main>
</body>`,
  });
}
