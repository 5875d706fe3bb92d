import { array } from '../xdr/composites.ts';
import { int, uint } from '../xdr/scalars.ts';
import { limits } from './limits.ts';
import { procedure, program, programNumber } from './procedure.ts';
import { dhcpLease, network, nwfilter, optionalText, text } from './structures.ts';

/** Calls about virtual networks and their filters. */
export const networkProcedures = program(programNumber.remote, {
  networkCreate: procedure(39, { network }),
  networkDefineXml: procedure(41, { xml: text }, { network }),
  networkDestroy: procedure(42, { network }),
  networkGetXmlDesc: procedure(43, { network, flags: uint }, { xml: text }),
  networkLookupByName: procedure(46, { name: text }, { network }),
  networkSetAutostart: procedure(48, { network, autostart: int }),
  networkUndefine: procedure(49, { network }),
  nwfilterDefineXml: procedure(180, { xml: text }, { nwfilter }),
  /** `command` is a virNetworkUpdateCommand, `section` a virNetworkUpdateSection. */
  networkUpdate: procedure(291, {
    network,
    command: uint,
    section: uint,
    parentIndex: int,
    xml: text,
    flags: uint,
  }),
  networkGetDhcpLeases: procedure(
    341,
    { network, mac: optionalText, needResults: int, flags: uint },
    { leases: array(dhcpLease, limits.dhcpLeases), count: uint },
  ),
});
