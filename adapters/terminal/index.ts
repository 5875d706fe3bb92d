export { type Arguments, readArguments } from './arguments.ts';
export { type InteractiveOptions, runInteractive } from './interactive.ts';
export { CHAT, type Person } from './person.ts';
export { type PipeOptions, runLines, runPipe } from './pipe.ts';
export { errorView, oneLine } from './plain.ts';
