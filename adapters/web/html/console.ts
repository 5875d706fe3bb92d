import type { PageNames } from '../bundle.ts';
import { WORDS } from '../page-words.ts';
import type { PageFacts } from '../protocol.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';

type Say = (key: keyof typeof WORDS) => string;

/**
 * A console's page: all that its script fills in stands here, named for whoever cannot see it.
 * @param styleNonce lets the terminal make its styles as it goes (Content Security Policy 3, nonces)
 */
export function consolePage(facts: PageFacts, names: PageNames, styleNonce: string): string {
  const { name, locale, power, until } = facts;
  const word: Say = (key) => WORDS[key][locale];
  return page({
    locale,
    title: `${name} — labvm`,
    root: '../../',
    style: names.style,
    script: names.console,
    body: html`<body data-name="${name}" data-locale="${locale}" data-power="${power}" data-until="${until}" data-style-nonce="${styleNonce}">
${head(facts, word)}
<main id="panels">
${screenPanel(word)}
${serialPanel(word)}
</main>
${textDialog(word)}
<noscript><p>${word('noScript')}</p></noscript>
</body>`,
  });
}

function head({ name, hasScreen, hasSerial }: PageFacts, word: Say): Html {
  const tab = (id: 'screen' | 'serial' | 'both'): Html =>
    html`<button type="button" role="tab" id="tab-${id}" aria-controls="panels" aria-selected="false" tabindex="-1">${word(id)}</button>`;
  const tabs = [
    ...(hasScreen ? [tab('screen')] : []),
    ...(hasSerial ? [tab('serial')] : []),
    ...(hasScreen && hasSerial ? [tab('both')] : []),
  ];
  return html`<header>
<h1>${name}</h1>
<span id="power" class="power"></span>
<div role="tablist" aria-label="${word('views')}" class="tabs">${tabs}</div>
<p id="said" role="status" aria-live="polite"></p>
</header>`;
}

function button(word: Say, id: string, key: keyof typeof WORDS, title: keyof typeof WORDS): Html {
  return html`<button type="button" id="${id}" title="${word(title)}">${word(key)}</button>`;
}

function screenPanel(word: Say): Html {
  return html`<section id="screen-panel" role="region" aria-label="${word('screen')}" hidden>
<div class="tools" role="toolbar" aria-label="${word('screenTools')}">
${button(word, 'ctrl-alt-del', 'ctrlAltDel', 'ctrlAltDelHelp')}
${button(word, 'type-text', 'typeText', 'typeTextHelp')}
<button type="button" id="fit" aria-pressed="true" title="${word('fitHelp')}">${word('fit')}</button>
${button(word, 'full', 'full', 'fullHelp')}
</div>
<div id="screen" class="surface"></div>
<div id="overlay" class="overlay" hidden>
<p id="overlay-text"></p>
<button type="button" id="overlay-button" class="primary" hidden></button>
</div>
</section>`;
}

function serialPanel(word: Say): Html {
  return html`<section id="serial-panel" role="region" aria-label="${word('serial')}" hidden>
<div class="tools" role="toolbar" aria-label="${word('serialTools')}">
${button(word, 'copy', 'copy', 'copyHelp')}
${button(word, 'paste', 'paste', 'pasteHelp')}
${button(word, 'stty', 'stty', 'sttyHelp')}
${button(word, 'clear', 'clear', 'clearHelp')}
<button type="button" id="reader" aria-pressed="false" title="${word('readerHelp')}">${word('reader')}</button>
</div>
<div id="serial" class="surface"></div>
<div id="keys" class="keys" role="toolbar" aria-label="${word('extraKeys')}"></div>
</section>`;
}

function textDialog(word: Say): Html {
  return html`<dialog id="text-dialog" aria-labelledby="text-title">
<form method="dialog">
<h2 id="text-title">${word('typeText')}</h2>
<p>${word('typeTextHelp')}</p>
<textarea id="text-input" rows="6" spellcheck="false" autocapitalize="off" aria-label="${word('typeText')}"></textarea>
<label>${word('layout')} <select id="text-layout"><option value="us">us</option><option value="es">es</option></select></label>
<p id="text-problem" role="alert"></p>
<div class="tools">
<button type="button" id="text-send" class="primary">${word('typeIt')}</button>
<button type="button" id="text-cancel">${word('cancel')}</button>
</div>
</form>
</dialog>`;
}
