/**
 * The largest counts the protocol allows (the REMOTE_*_MAX constants of libvirt's remote_protocol.x). Newer
 * servers raised some; these are the values of 9.0, which both sides accept.
 */
export const limits = {
  string: 4_194_304,
  authTypes: 20,
  domains: 16_384,
  networks: 16_384,
  storagePools: 16_384,
  storageVolumes: 16_384,
  domainSnapshots: 16_384,
  domainStatsParameters: 262_144,
  nodeStats: 16,
  memoryStats: 1024,
  blockIoTuneParameters: 32,
  interfaceParameters: 16,
  jobStats: 64,
  migrateParameters: 64,
  migrateCookie: 4_194_304,
  saveParameters: 64,
  keyCodes: 16,
  diskErrors: 256,
  mountPoints: 256,
  dhcpLeases: 65_536,
  interfaces: 2048,
  interfaceAddresses: 2048,
  guestInfoParameters: 2048,
  sshKeys: 2048,
  tunableParameters: 2048,
  graphicsIdentities: 20,
  /** Our own, not the protocol's: what a guest says is read up to here, and a host with a thousand cards says less. */
  bytesOfGuest: 262_144,
} as const;
