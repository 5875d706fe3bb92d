import { array } from '../xdr/composites.ts';
import { int, uhyper, uint } from '../xdr/scalars.ts';
import { limits } from './limits.ts';
import { procedure, program, programNumber, streaming } from './procedure.ts';
import { storagePool, storageVolume, text } from './structures.ts';

/** Calls about storage pools and volumes. Sizes are bytes. */
export const storageProcedures = program(programNumber.remote, {
  storagePoolDefineXml: procedure(77, { xml: text, flags: uint }, { pool: storagePool }),
  storagePoolCreate: procedure(78, { pool: storagePool, flags: uint }),
  storagePoolBuild: procedure(79, { pool: storagePool, flags: uint }),
  storagePoolDestroy: procedure(80, { pool: storagePool }),
  storagePoolUndefine: procedure(82, { pool: storagePool }),
  storagePoolRefresh: procedure(83, { pool: storagePool, flags: uint }),
  storagePoolLookupByName: procedure(84, { name: text }, { pool: storagePool }),
  storagePoolGetInfo: procedure(
    87,
    { pool: storagePool },
    { state: uint, capacity: uhyper, allocation: uhyper, available: uhyper },
  ),
  storagePoolGetXmlDesc: procedure(88, { pool: storagePool, flags: uint }, { xml: text }),
  storagePoolSetAutostart: procedure(90, { pool: storagePool, autostart: int }),
  storageVolumeCreateXml: procedure(
    93,
    { pool: storagePool, xml: text, flags: uint },
    { volume: storageVolume },
  ),
  storageVolumeDelete: procedure(94, { volume: storageVolume, flags: uint }),
  storageVolumeLookupByName: procedure(95, { pool: storagePool, name: text }, { volume: storageVolume }),
  storageVolumeLookupByPath: procedure(97, { path: text }, { volume: storageVolume }),
  storageVolumeGetInfo: procedure(
    98,
    { volume: storageVolume },
    { type: int, capacity: uhyper, allocation: uhyper },
  ),
  storageVolumeGetXmlDesc: procedure(99, { volume: storageVolume, flags: uint }, { xml: text }),
  storageVolumeGetPath: procedure(100, { volume: storageVolume }, { path: text }),
  storageVolumeCreateXmlFrom: procedure(
    125,
    { pool: storagePool, xml: text, source: storageVolume, flags: uint },
    { volume: storageVolume },
  ),
  /** `length` 0 is up to the volume's end. */
  storageVolumeUpload: streaming(208, 'upload', {
    volume: storageVolume,
    offset: uhyper,
    length: uhyper,
    flags: uint,
  }),
  storageVolumeDownload: streaming(209, 'download', {
    volume: storageVolume,
    offset: uhyper,
    length: uhyper,
    flags: uint,
  }),
  storageVolumeResize: procedure(260, { volume: storageVolume, capacity: uhyper, flags: uint }),
  storagePoolListAllVolumes: procedure(
    282,
    { pool: storagePool, needResults: int, flags: uint },
    { volumes: array(storageVolume, limits.storageVolumes), count: uint },
  ),
});
