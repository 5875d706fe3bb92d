import { eventually } from '../../support/eventually.ts';

const NOT_YET = /no answer when|aún no había respuesta/;

/** Asks doctor again until every look has ended when its report is due: on a busy host some have not, and it says so. */
export function wholeReport<T>(ask: () => Promise<T>): Promise<T> {
  return eventually('a report with every look', ask, (said) => !NOT_YET.test(JSON.stringify(said)));
}
