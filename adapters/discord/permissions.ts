import { PermissionFlagsBits } from 'discord.js';
import type { Text } from '../../src/base/text.ts';

/** What labvm asks a server for, each with its reason; docs/discord.md has the same table. */
export const PERMISSIONS: readonly { readonly name: string; readonly bit: bigint; readonly reason: Text }[] =
  [
    {
      name: 'View Channels',
      bit: PermissionFlagsBits.ViewChannel,
      reason: {
        en: 'finding its messages again, and editing them after 15 minutes',
        es: 'encontrar sus mensajes y editarlos pasados 15 minutos',
      },
    },
    {
      name: 'Send Messages',
      bit: PermissionFlagsBits.SendMessages,
      reason: {
        en: 'announcing changes that nobody asked for, and following up on a question',
        es: 'anunciar los cambios que nadie pidió, y continuar tras una pregunta',
      },
    },
    {
      name: 'Send Messages in Threads',
      bit: PermissionFlagsBits.SendMessagesInThreads,
      reason: { en: 'the same in threads', es: 'lo mismo en hilos' },
    },
    {
      name: 'Attach Files',
      bit: PermissionFlagsBits.AttachFiles,
      reason: { en: 'anything too long for a message', es: 'lo que no cabe en un mensaje' },
    },
    {
      name: 'Read Message History',
      bit: PermissionFlagsBits.ReadMessageHistory,
      reason: {
        en: 'replying to a machine’s card, and finding its own message if Discord did not answer, so that none is posted twice',
        es: 'responder a la tarjeta de una máquina, y encontrar su mensaje cuando Discord no respondió, para no publicarlo dos veces',
      },
    },
  ];

/** The address that adds labvm to a server, with what it asks for. @param appId the application's id */
export function inviteLink(appId: string): string {
  const link = new URL('https://discord.com/oauth2/authorize');
  link.searchParams.set('client_id', appId);
  link.searchParams.set('scope', 'bot applications.commands');
  link.searchParams.set('permissions', String(PERMISSIONS.reduce((sum, { bit }) => sum | bit, 0n)));
  return link.href;
}
