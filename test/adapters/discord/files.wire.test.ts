import { describe, expect, it } from 'vitest';
import { ANA, openDeskLab, TEACHER } from './support/desk-lab.ts';

const SEED = { name: 'seed.yaml', text: '#cloud-config\npackages: [htop]\n' };

describe('a file that is attached to a command', () => {
  it.concurrent('is what the machine is told at its first start', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const teacher = lab.discord.person(TEACHER);
    await teacher.command('/vm create image:tiny name:web1 user-data:seed.yaml', { files: [SEED] });
    await lab.message(/web1[\s\S]*running/);
    expect(JSON.stringify(lab.world.machine('web1').plan.firstBoot)).toContain('packages: [htop]');
  });

  it.concurrent('is refused where it is too large', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    const huge = { name: 'seed.yaml', text: 'x'.repeat(200_000) };
    await lab.discord.person(TEACHER).command('/vm create image:tiny user-data:seed.yaml', { files: [huge] });
    await lab.ephemeral(TEACHER, /seed\.yaml has more than 131074 bytes/);
    expect(lab.world.machines.size).toBe(0);
  });

  it.concurrent('is refused where it is anywhere but at Discord’s own host', async ({ onTestFinished }) => {
    const lab = await openDeskLab({
      onTestFinished,
      settings: () => ({ cdnUrl: 'https://cdn.discordapp.com' }),
    });
    await lab.discord.person(TEACHER).command('/vm create image:tiny user-data:seed.yaml', { files: [SEED] });
    await lab.ephemeral(TEACHER, /not where this chat keeps its files/);
  });

  it.concurrent('is not even looked at for a student', async ({ onTestFinished }) => {
    const lab = await openDeskLab({ onTestFinished });
    await lab.discord.person(ANA).command('/vm create image:tiny user-data:seed.yaml', { files: [SEED] });
    await lab.ephemeral(ANA, /only teachers and administrators can/);
    expect(lab.world.machines.size).toBe(0);
  });
});
