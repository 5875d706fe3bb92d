/** What a command can need. `…:own` and `…:any` are no capabilities: a role grants each with a reach. */
export const CAPABILITIES = [
  'help',
  'vm:read',
  'vm:create',
  'vm:control',
  'vm:delete',
  'vm:log',
  'vm:console',
  'vm:password',
  'vm:copy',
  'vm:user-data',
  'image:read',
  'image:pull',
  'image:add',
  'image:remove',
  'host:read',
  'job:read',
  'job:cancel',
  'job:cancel-ahead',
  'my:keys',
] as const;

export type Capability = (typeof CAPABILITIES)[number];

/** Whose machines and jobs a granted capability reaches. */
export type Reach = 'own' | 'any';
