import { expect, it } from 'vitest';
import { saidTo, spokenText } from '../../../../adapters/slack/inbound/spoken.ts';

it.each([
  ['vm create tiny', 'vm create tiny'],
  ['  vm list  ', 'vm list'],
  ['a &lt;b&gt; &amp; c &amp;lt;', 'a <b> & c &lt;'],
  ['vm show <http://web1.lab|web1.lab>', 'vm show web1.lab'],
  ['vm show <https://lab.example/x>', 'vm show https://lab.example/x'],
  ['to <mailto:ana@lab.example|ana@lab.example>', 'to ana@lab.example'],
  ['to <mailto:ana@lab.example>', 'to ana@lab.example'],
  ['<@U7|ana> in <#C1|lab> and <#C2>', '@U7 in #lab and #C2'],
  ['<!here> <!subteam^S1|@teachers>', '@here @teachers'],
  ['`vm create tiny`', 'vm create tiny'],
  ['```vm create tiny```', 'vm create tiny'],
  ['```sh\nvm list\n```', 'vm list'],
  ['`vm` create `tiny`', '`vm` create `tiny`'],
  ['*vm list*', 'vm list'],
  ['*vm* list *web1*', '*vm* list *web1*'],
  ['vm create `tiny', 'vm create `tiny'],
  ['', ''],
  ['<>', ''],
])('%j was typed as %j', (text, typed) => {
  expect(spokenText(text)).toBe(typed);
});

it.each([
  ['<@UBOT> vm list', 'vm list'],
  ['<@UBOT|labvm>: vm list', 'vm list'],
  ['please, <@UBOT>, vm list', 'vm list'],
  ['vm list <@UBOT>', 'vm list'],
  ['<@UBOT>', ''],
  ['<@UBOT> tell <@UBOT> vm list', 'tell @UBOT vm list'],
  ['<@UBOTTLE> vm list', '@UBOTTLE vm list'],
  ['<@UBOT> `vm create tiny`', 'vm create tiny'],
  ['<@UBOT> ```vm create tiny```', 'vm create tiny'],
  ['<@UBOT> vm create x --user-data ```a:\n  - &lt;b&gt;```', 'vm create x --user-data ```a:\n  - <b>```'],
])('%j says %j to the bot', (text, said) => {
  expect(saidTo('UBOT', text)).toBe(said);
});

it('takes hostile texts in linear time', () => {
  for (const piece of ['<', '<@', '`', '&lt;', '*_', '<@UBOT>']) {
    const text = piece.repeat(200_000);
    // Quadratic time would be hours, which no test may take.
    expect(spokenText(text).length).toBeLessThanOrEqual(text.length);
    expect(saidTo('UBOT', text).length).toBeLessThanOrEqual(text.length);
  }
});
