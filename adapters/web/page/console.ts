import { showConsole } from './show-console.ts';

// The page as its own address brings it; a link's page becomes the same (open.ts).
showConsole();
