/** What a command can need. `…:own` and `…:any` are no capabilities: a role grants each with a reach. */
export const CAPABILITIES = [
  'help',
  'vm:read',
  'vm:create',
  'vm:control',
  'vm:delete',
  'vm:log',
  'image:read',
  'host:read',
  'job:read',
  'job:cancel',
] as const;

export type Capability = (typeof CAPABILITIES)[number];

/** Whose machines and jobs a granted capability reaches. */
export type Reach = 'own' | 'any';
