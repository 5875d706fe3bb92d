import { uuid } from '../xdr/bytes.ts';
import { int, uhyper, uint } from '../xdr/scalars.ts';
import { procedure, program, programNumber, streaming } from './procedure.ts';
import { domain, optionalText, text } from './structures.ts';

/** Calls about the life of a domain: define, start, stop, save, look at, talk to. */
export const domainProcedures = program(programNumber.remote, {
  /** Starts a domain that is defined nowhere; flag 2 (VIR_DOMAIN_START_AUTODESTROY): it ends with this connection. */
  domainCreateXml: procedure(10, { xml: text, flags: uint }, { domain }),
  domainGetXmlDesc: procedure(14, { domain, flags: uint }, { xml: text }),
  /** Memory in KiB, time in ns. */
  domainGetInfo: procedure(
    16,
    { domain },
    { state: uint, maxMemory: uhyper, memory: uhyper, vcpus: uint, cpuTime: uhyper },
  ),
  domainLookupByName: procedure(23, { name: text }, { domain }),
  domainLookupByUuid: procedure(24, { uuid }, { domain }),
  domainResume: procedure(28, { domain }),
  domainSetAutostart: procedure(29, { domain, autostart: int }),
  domainSuspend: procedure(34, { domain }),
  domainManagedSave: procedure(182, { domain, flags: uint }),
  domainHasManagedSaveImage: procedure(183, { domain, flags: uint }, { result: int }),
  domainManagedSaveRemove: procedure(184, { domain, flags: uint }),
  domainCreateWithFlags: procedure(196, { domain, flags: uint }, { domain }),
  /** `device` null is the first console. */
  domainOpenConsole: streaming(201, 'both', { domain, device: optionalText, flags: uint }),
  domainInjectNmi: procedure(210, { domain, flags: uint }),
  domainScreenshot: streaming(211, 'download', { domain, screen: uint, flags: uint }, { mime: optionalText }),
  domainGetState: procedure(212, { domain, flags: uint }, { state: int, reason: int }),
  domainUndefineFlags: procedure(231, { domain, flags: uint }),
  domainSaveFlags: procedure(232, { domain, to: text, xml: optionalText, flags: uint }),
  domainRestoreFlags: procedure(233, { from: text, xml: optionalText, flags: uint }),
  domainDestroyFlags: procedure(234, { domain, flags: uint }),
  domainSaveImageGetXmlDesc: procedure(235, { file: text, flags: uint }, { xml: text }),
  domainShutdownFlags: procedure(258, { domain, flags: uint }),
  /** `type` is a virDomainMetadataType: 0 description, 1 title, 2 an element of our own namespace. */
  domainSetMetadata: procedure(264, {
    domain,
    type: int,
    metadata: optionalText,
    key: optionalText,
    uri: optionalText,
    flags: uint,
  }),
  domainGetMetadata: procedure(
    265,
    { domain, type: int, uri: optionalText, flags: uint },
    { metadata: text },
  ),
  domainPmWakeup: procedure(267, { domain, flags: uint }),
  domainOpenChannel: streaming(296, 'both', { domain, name: optionalText, flags: uint }),
  domainDefineXmlFlags: procedure(350, { xml: text, flags: uint }, { domain }),
  domainRename: procedure(358, { domain, newName: optionalText, flags: uint }, { result: int }),
});
