import { array } from '../xdr/composites.ts';
import { hyper, int, uint } from '../xdr/scalars.ts';
import { limits } from './limits.ts';
import { procedure, program, programNumber } from './procedure.ts';
import { domain, optionalText, text, typedParameters } from './structures.ts';

const mountPoints = array(text, limits.mountPoints);

const agentProcedures = program(programNumber.remote, {
  domainFsFreeze: procedure(335, { domain, mountPoints, flags: uint }, { filesystems: int }),
  domainFsThaw: procedure(336, { domain, mountPoints, flags: uint }, { filesystems: int }),
  /** virDomainSetTimeFlags: 1 takes the time of the guest's own clock chip, whatever is given. */
  domainSetTime: procedure(338, { domain, seconds: hyper, nanoseconds: uint, flags: uint }),
  domainSetUserPassword: procedure(357, {
    domain,
    user: optionalText,
    password: optionalText,
    flags: uint,
  }),
  domainSetGuestVcpus: procedure(372, { domain, cpuMap: text, state: int, flags: uint }),
  /** `types` is a mask of virDomainGuestInfoTypes, 0 for all. */
  domainGetGuestInfo: procedure(
    418,
    { domain, types: uint, flags: uint },
    { parameters: typedParameters(limits.guestInfoParameters) },
  ),
  /** Seconds; -2 blocks, -1 is the default, 0 does not wait. */
  domainAgentSetResponseTimeout: procedure(
    420,
    { domain, timeoutSeconds: int, flags: uint },
    { result: int },
  ),
  domainAuthorizedSshKeysSet: procedure(425, {
    domain,
    user: text,
    keys: array(text, limits.sshKeys),
    flags: uint,
  }),
});

const qemuProcedures = program(programNumber.qemu, {
  qemuDomainMonitorCommand: procedure(1, { domain, command: text, flags: uint }, { result: text }),
  qemuDomainAgentCommand: procedure(
    3,
    { domain, command: text, timeoutSeconds: int, flags: uint },
    { result: optionalText },
  ),
});

/** Calls that reach the guest agent or QEMU itself. */
export const guestProcedures = { ...agentProcedures, ...qemuProcedures };
