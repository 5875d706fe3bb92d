import type { Role } from './role.ts';

/** What a command can need, such as `vm:create`. `…:own` and `…:any` are no capabilities: a role grants each with a reach. */
export type Capability = 'help' | `${string}:${string}`;

/** Whose machines and jobs a granted capability reaches. */
export type Reach = 'own' | 'any';

/** The capabilities that a domain brings, and who has them. A role that is not named is denied. */
export type Rights = Readonly<Record<string, Readonly<Partial<Record<Role, Reach>>>>>;
