import type { EventMessage, Order, Power, Stall } from '../protocol.ts';
import { createConnection } from './connection.ts';
import { byId, maybe, word } from './dom.ts';
import { createOverlay } from './overlay.ts';
import { createScreen } from './screen.ts';
import { createSerial, type Serial } from './serial.ts';
import { stateWords } from './state.ts';
import { createTabs, type Tab } from './tabs.ts';
import { createTextDialog } from './text-dialog.ts';

const name = document.body.dataset.name ?? '';
const overlay = createOverlay();
let isOver = false;
let power: Power | null | undefined;
let events: WebSocket | null = null;
let serial: Serial | null = null;

function say(text: string, tone = 'plain'): void {
  const said = byId('said');
  said.textContent = text;
  said.dataset.tone = tone;
}

function order(what: Order): void {
  events?.send(JSON.stringify({ kind: 'order', order: what }));
}

/** Everything closes; what stays is why, and what to do. */
function end(title = word('over'), text = '', hint = word('overHelp', { name })): void {
  if (isOver) return;
  isOver = true;
  for (const part of [screen, serial, eventLine]) part && ('off' in part ? part.off() : part.rest());
  overlay.hide();
  const notice = document.createElement('main');
  notice.className = 'notice';
  notice.setAttribute('role', 'alert');
  for (const [tag, words] of [
    ['h1', title],
    ['p', text],
    ['p', hint],
  ] as const) {
    const line = document.createElement(tag);
    line.textContent = words;
    notice.append(line);
  }
  document.body.replaceChildren(notice);
  document.body.className = 'notice';
}

const onOver = () => end();
const screen = maybe('tab-screen')
  ? createScreen({
      onShown() {
        overlay.hide();
        say('');
        focus();
      },
      onLost: () => power === 'off' || overlay.show(word('noScreen')),
      onOver,
    })
  : null;
const eventLine = createConnection({
  address: () => 'events',
  onSocket(socket) {
    events = socket;
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => hear(JSON.parse(data)));
  },
  onLost: () => say(word('lost'), 'warning'),
  onOver,
});

function hear(message: EventMessage): void {
  switch (message.kind) {
    case 'machine':
      showPower(message.power, message.stall);
      break;
    case 'said':
      say(message.text, message.tone);
      break;
    case 'session':
      warnBefore(new Date(message.until));
      break;
    case 'ended':
      end(message.title, message.text, message.hint);
  }
}

function showPower(now: Power | null, stall?: Stall): void {
  const before = power;
  power = now;
  const said = stateWords(now, stall);
  const sign = byId('power');
  sign.textContent = word(said.sign);
  sign.dataset.power = stall ? 'stalled' : (now ?? 'gone');
  if (said.over) overlay.show(word(said.over, { name }), wayOn(now));
  if (now === null || now === 'off') {
    screen?.off();
    serial?.off();
    return;
  }
  if (!said.over && before !== undefined && before !== 'running') overlay.hide();
  if (before === 'off' || before === null) overlay.show(word('connecting'));
  screen?.on();
  serial?.on();
}

/** The button that lets a machine go on which is not gone. */
function wayOn(now: Power | null) {
  if (now === 'off') return { label: word('start'), press: () => order('start') };
  return now === 'paused' ? { label: word('resume'), press: () => order('resume') } : undefined;
}

const WARN_MS = 5 * 60_000;
let warning: number | undefined;

function warnBefore(until: Date): void {
  clearTimeout(warning);
  const inMs = until.getTime() - Date.now() - WARN_MS;
  warning = setTimeout(() => say(word('endsSoon', { name }), 'warning'), Math.max(0, inMs));
}

let shown: Tab = 'screen';

/** Makes the page ready to type, unless somebody is at a dialog or moves along the tabs. */
function focus(isPressed = false): void {
  const isElsewhere = document.activeElement?.closest('[role=tablist], dialog') ?? null;
  if (isElsewhere && !isPressed) return;
  if (shown === 'serial') serial?.focus();
  else screen?.focus();
}

createTabs((tab, isPressed) => {
  shown = tab;
  serial?.fit();
  focus(isPressed);
});
if (screen) createTextDialog(screen.press, () => screen.focus());
// What the page was made with is enough to begin: the events say it again, and what has changed.
if (document.body.dataset.power === 'running') showPower('running');
eventLine.want();
// A terminal takes a while to set up; the screen is on its way meanwhile.
if (maybe('tab-serial')) setTimeout(openSerial);

function openSerial(): void {
  if (isOver) return;
  serial = createSerial({
    onShown: () => say(''),
    onLost: (reason) => power !== 'off' && say(word(reason === 'busy' ? 'busy' : 'noSerial'), 'warning'),
    onOver,
    say,
  });
  if (power && power !== 'off') serial.on();
  if (shown === 'serial') serial.focus();
}
