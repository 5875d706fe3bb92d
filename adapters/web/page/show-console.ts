import type { EventMessage } from '../protocol.ts';
import { createConnection } from './connection.ts';
import { word } from './dom.ts';
import { showEnding } from './ending.ts';
import { createMachineShown, type MachineShown } from './machine.ts';
import { createOverlay } from './overlay.ts';
import { say } from './said.ts';
import { warnBefore } from './session-end.ts';
import { createTabs } from './tabs.ts';
import { createViews } from './views.ts';

/** Brings the console's page to life, as it stands in the document. */
export function showConsole(): void {
  const name = document.body.dataset.name ?? '';
  const overlay = createOverlay();
  let isOver = false;
  let events: WebSocket | null = null;

  /** Everything closes; what stays is why, and what to do. */
  function end(title = word('over'), text = '', hint = word('overHelp', { name })): void {
    if (isOver) return;
    isOver = true;
    views.end();
    eventLine.rest();
    overlay.hide();
    showEnding(title, text, hint);
  }

  const onOver = () => end();
  const views = createViews({
    screen: {
      onShown() {
        overlay.hide();
        say('');
        views.focus();
      },
      onLost: () => machine.power === 'off' || overlay.show(word('noScreen')),
      onOver,
    },
    serial: {
      onShown: () => say(''),
      onLost: (reason) =>
        machine.power !== 'off' && say(word(reason === 'busy' ? 'busy' : 'noSerial'), 'warning'),
      onOver,
    },
  });
  const machine = createMachineShown({
    name,
    overlay,
    views,
    order: (order) => events?.send(JSON.stringify({ kind: 'order', order })),
  });
  const eventLine = createConnection({
    address: () => 'events',
    onSocket(socket) {
      events = socket;
      socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
        hear(JSON.parse(data), { name, machine, end });
      });
    },
    onLost: () => say(word('lost'), 'warning'),
    onOver,
  });

  createTabs((tab, isPressed) => views.choose(tab, isPressed));
  // What the page was made with is enough to begin: the events say it again, and what has changed.
  if (document.body.dataset.power === 'running') machine.show('running');
  void views.open();
  eventLine.want();
}

interface Hearing {
  readonly name: string;
  readonly machine: MachineShown;
  readonly end: (title: string, text: string, hint: string) => void;
}

/** Does what the server says. */
function hear(message: EventMessage, { name, machine, end }: Hearing): void {
  if (message.kind === 'machine') machine.show(message.power, message.stall);
  else if (message.kind === 'said') say(message.text, message.tone);
  else if (message.kind === 'session') warnBefore(new Date(message.until), name);
  else end(message.title, message.text, message.hint);
}
