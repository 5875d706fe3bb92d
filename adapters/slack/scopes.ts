import type { Text } from '../../src/base/text.ts';

/** What labvm asks a workspace for, each with its reason; docs/slack.md has the same table. */
export const SCOPES: Readonly<Record<string, Text>> = {
  commands: { en: 'slash commands', es: 'comandos con barra' },
  'chat:write': { en: 'posting and editing its messages', es: 'publicar y editar sus mensajes' },
  'app_mentions:read': { en: '`@labvm …` in channels and threads', es: '`@labvm …` en canales e hilos' },
  'im:history': {
    en: 'what is written to labvm directly, and finding its own posts there',
    es: 'lo que se le escribe directamente, y encontrar sus mensajes allí',
  },
  'im:write': {
    en: 'writing to somebody directly, where the channel is closed to it or a file is only for them',
    es: 'escribir a alguien directamente, si el canal le está cerrado o un archivo es solo para él',
  },
  'users:read': { en: 'names and languages of people', es: 'nombres e idiomas de las personas' },
  'files:write': {
    en: 'what is too long for a message, and pictures of screens',
    es: 'lo que no cabe en un mensaje, e imágenes de pantallas',
  },
  'files:read': {
    en: 'reading a file that somebody attaches in a form, such as a cloud-config',
    es: 'leer un fichero que alguien adjunta en un formulario, como un cloud-config',
  },
  'channels:history': {
    en: 'finding its own post in a public channel when Slack did not answer, so that none is posted twice',
    es: 'encontrar su mensaje en un canal público cuando Slack no respondió, para no publicarlo dos veces',
  },
  'groups:history': { en: 'the same in private channels', es: 'lo mismo en canales privados' },
  'mpim:history': { en: 'the same in group conversations', es: 'lo mismo en conversaciones de grupo' },
};
