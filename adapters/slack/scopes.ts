import type { Text } from '../../src/base/text.ts';

/** What labvm asks a workspace for, each with its reason; docs/slack.md has the same table. */
export const SCOPES: Readonly<Record<string, Text>> = {
  commands: { en: 'slash commands', es: 'comandos con barra' },
  'chat:write': { en: 'posting and editing its messages', es: 'publicar y editar sus mensajes' },
  'app_mentions:read': { en: '`@labvm …` in channels and threads', es: '`@labvm …` en canales e hilos' },
  'im:history': {
    en: 'messages written directly to labvm, and finding its own posts there',
    es: 'lo que se le escribe directamente, y encontrar sus mensajes allí',
  },
  'im:write': {
    en: 'writing to somebody directly, if labvm cannot post in the channel or a file is only for them',
    es: 'escribir a alguien directamente, si labvm no puede publicar en el canal o un fichero es solo para esa persona',
  },
  'users:read': { en: 'people’s names and languages', es: 'nombres e idiomas de las personas' },
  'files:write': {
    en: 'anything too long for a message, and screenshots',
    es: 'lo que no cabe en un mensaje, y capturas de pantalla',
  },
  'files:read': {
    en: 'reading a file that somebody attaches in a form, such as a cloud-config',
    es: 'leer un fichero que alguien adjunta en un formulario, como un cloud-config',
  },
  'channels:history': {
    en: 'finding its own post in a public channel if Slack did not answer, so that none is posted twice',
    es: 'encontrar su mensaje en un canal público cuando Slack no respondió, para no publicarlo dos veces',
  },
  'groups:history': { en: 'the same in private channels', es: 'lo mismo en canales privados' },
  'mpim:history': { en: 'the same in group conversations', es: 'lo mismo en conversaciones de grupo' },
};
