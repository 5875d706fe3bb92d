/** A bot that answers every command at once with one word and does nothing: the least that anybody can do. */
import { Client, Events, MessageFlags } from 'discord.js';

const { DISCORD_TOKEN: token = '', DISCORD_API_URL: api = '', DISCORD_COMMANDS = '[]' } = process.env;
const client = new Client({ intents: [], rest: { api } });
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand())
    await interaction.reply({
      content: 'done',
      flags: MessageFlags.Ephemeral,
      allowedMentions: { parse: [] },
    });
  else if (interaction.isAutocomplete()) await interaction.respond([{ name: 'tiny', value: 'tiny' }]);
});
client.once(Events.ClientReady, ({ application }) => application.commands.set(JSON.parse(DISCORD_COMMANDS)));
await client.login(token);
