/** What doctor says of a look that was not over in time. */
const AGAIN = /Ask again in a minute|Pregunte de nuevo en un minuto/;

/** @param said in lines of any width */
const isTooBusy = (said: string): boolean => AGAIN.test(said.replace(/\s+/g, ' '));

/** How often it is asked again; somebody would. */
const TRIES = 20;

/** Asks doctor until the host was not too busy for any of its looks. @returns what it said last */
export async function untilNotTooBusy(ask: (isAgain: boolean) => Promise<string>): Promise<string> {
  let said = await ask(false);
  for (let tries = 1; tries < TRIES && isTooBusy(said); tries += 1) said = await ask(true);
  return said;
}
