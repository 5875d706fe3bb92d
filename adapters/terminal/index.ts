export { type Arguments, readArguments } from './arguments.ts';
export { promptedLines } from './dumb.ts';
export { type Ending, listenForEnd } from './ending.ts';
export { type InteractiveOptions, runInteractive } from './interactive.ts';
export type { Person } from './person.ts';
export { linesFrom, type PipeOptions, runLines } from './pipe.ts';
export { runService, type ServiceOptions } from './service.ts';
export { chatWords, hostWords, noHostWords, pagesWords, peopleWords } from './serving.ts';
export { USAGE, version } from './usage.ts';
