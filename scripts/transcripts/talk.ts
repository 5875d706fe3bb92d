import type { Locale } from '../../src/base/text.ts';
import type { Gate } from './gate.ts';
import { joined, quoted } from './markdown.ts';
import { SPOKEN } from './spoken.ts';
import { isAtWork, stepAtWork, throughSteps } from './steps.ts';
import { untilNotTooBusy } from './too-busy.ts';

/** A chat as one person is in it. */
export interface Side<Message> {
  readonly locale: Locale;
  readonly gate: Gate;
  /** Every message of labvm's that they see, the newest state of each, oldest first. */
  seen(): readonly Message[];
  /** The same for every state of a message. */
  keyOf(message: Message): string;
  /** As Markdown. */
  shown(message: Message): string;
  /** Whether they alone see it. */
  isAlone(message: Message): boolean;
  /** The labels of its buttons by the command lines that these carry. */
  buttonsOf(message: Message): ReadonlyMap<string, string>;
  /** How a line is said there, and what says it. */
  say(line: string): Saying;
  /** A greeting, as somebody would say it who does not know better; null where nobody can. */
  greet(greeting: string): Saying | null;
  /** @returns what the chat itself asked before, if it did */
  press(message: Message, label: string): Promise<string | null>;
  /** Waits until there is something; looked for at each change. */
  until<T>(what: string, look: () => T | undefined | null | false): Promise<T>;
}

/** Something that is said, as it is written down. */
export interface Saying {
  readonly written: string;
  act(): Promise<unknown>;
}

/** The machine that is made. */
const NAME = 'web1';

/** A person in a chat, from help to doctor. @returns what was said by either side, in turn, as Markdown */
export async function talk<Message>(side: Side<Message>): Promise<readonly string[]> {
  const { words, person, greeting } = SPOKEN[side.locale];
  const scenes: string[] = [];
  let before = new Map<string, string>();

  const read = (one: Message): string =>
    `**labvm**${side.isAlone(one) ? ` (${words.alone})` : ''}:\n\n${quoted(side.shown(one))}`;

  /** Waits for the first message that has come or changed since something was begun, and is whole. */
  const answer = (what: string, isWhole: (one: Message) => boolean) =>
    side
      .until(`an answer to ${what}`, () =>
        side.seen().find((one) => before.get(side.keyOf(one)) !== side.shown(one) && isWhole(one)),
      )
      .catch((error: unknown) => {
        throw new Error(`Last of all there is:\n${side.seen().slice(-3).map(side.shown).join('\n')}`, {
          cause: error,
        });
      });
  const isOver = (one: Message): boolean => {
    const commands = [...side.buttonsOf(one).keys()];
    return !commands.some((line) => line.startsWith('job cancel')) && !isAtWork(side.shown(one));
  };

  function begin(what: string): void {
    before = new Map(side.seen().map((one) => [side.keyOf(one), side.shown(one)]));
    scenes.push(`**${person}** ${what}`);
  }
  async function say({ written, act }: Saying): Promise<void> {
    begin(written);
    await act();
  }
  async function ask(saying: Saying, isWhole = isOver): Promise<Message> {
    await say(saying);
    const found = await answer(saying.written, isWhole);
    scenes.push(read(found));
    return found;
  }
  async function press(message: Message, command: string): Promise<void> {
    const [, label] = [...side.buttonsOf(message)].find(([line]) => line.startsWith(command)) ?? [];
    if (label === undefined) throw new Error(`There is no button for ${command} on: ${side.shown(message)}`);
    begin(`${words.press} [${label}]`);
    const asked = await side.press(message, label);
    if (asked !== null) scenes.push(`${words.asked}\n\n${quoted(asked)}`);
    // A word that it is under way comes before, in some chats.
    const isEnd = (one: Message) =>
      isOver(one) && !isQuestion(one, command) && side.shown(one).includes(NAME);
    scenes.push(read(await answer(label, isEnd)));
  }
  const isQuestion = (one: Message, command: string) => {
    const commands = [...side.buttonsOf(one).keys()];
    return commands.length > 0 && commands.every((line) => line.startsWith(command) || line === '');
  };

  await ask(side.say('/help'));
  const hello = side.greet(greeting);
  if (hello) await ask(hello);
  await ask(side.say('/vm lst'));
  const create = side.say(`/vm create tiny ${NAME}`);
  const states = await throughSteps(
    side.gate,
    () => say(create),
    async (step) => read(await answer(`step ${step}`, (one) => stepAtWork(side.shown(one)) === step)),
  );
  const card = await answer('the card', (one) => isOver(one) && side.shown(one).includes('[picture: '));
  scenes.push(joined([...states, read(card)], words.later));
  await ask(side.say('/vm list'));
  await ask(side.say(`/vm show ${NAME}`));
  await press(card, 'vm stop');
  const question = await ask(side.say(`/vm delete ${NAME}`));
  await press(question, 'vm delete');
  const doctor = await untilNotTooBusy(async (isAgain) => {
    if (isAgain) scenes.pop();
    await say(side.say('/host doctor'));
    return side.shown(await answer('doctor', isOver));
  });
  scenes.push(`**labvm**:\n\n${quoted(['…', doctor.split('\n').at(-1)].join('\n\n'))}`);
  return scenes;
}
