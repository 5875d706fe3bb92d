/** Whether the server can have acted on a call: `notSent` and `refused` mean it did not. */
export type CallOutcome = 'notSent' | 'refused' | 'unknown';

/** Error codes that a caller may want to tell apart: libvirt's public `virErrorNumber` (libvirt/virterror.h). */
export const libvirtErrorCode = {
  internalError: 1,
  noSupport: 3,
  invalidArgument: 8,
  operationFailed: 9,
  xmlError: 27,
  domainExists: 28,
  operationDenied: 29,
  xmlDetail: 35,
  networkExists: 37,
  systemError: 38,
  rpc: 39,
  noDomain: 42,
  noNetwork: 43,
  authFailed: 45,
  noStoragePool: 49,
  noStorageVolume: 50,
  operationInvalid: 55,
  noNwfilter: 62,
  configUnsupported: 67,
  operationTimeout: 68,
  noDomainSnapshot: 72,
  argumentUnsupported: 74,
  operationAborted: 78,
  noDomainMetadata: 80,
  operationUnsupported: 84,
  agentUnresponsive: 86,
  resourceBusy: 87,
  accessDenied: 88,
  storageVolumeExists: 90,
  authUnavailable: 94,
  agentUnsynced: 97,
  deviceMissing: 99,
} as const;

/** Where an error arose, as far as labvm cares: libvirt's public `virErrorDomain`. */
export const libvirtErrorDomain = {
  rpc: 7,
  qemu: 10,
  storage: 18,
  network: 19,
  domain: 20,
  streams: 38,
} as const;

/** The server looked at the request and refused it, or tried and failed. Its own words are the message. */
export class LibvirtError extends Error {
  override readonly name = 'LibvirtError';
  readonly code: number;
  readonly domain: number;
  readonly procedure: string;

  constructor(fields: { code: number; domain: number; message: string; procedure: string }) {
    super(fields.message);
    this.code = fields.code;
    this.domain = fields.domain;
    this.procedure = fields.procedure;
  }
}

/** Bytes that do not follow the protocol: a broken peer, a wrong port, or a mistake in our schema. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/** A value that cannot be put on the wire (too long, out of range, a NUL in a string). Nothing was sent. */
export class InvalidArgument extends Error {
  override readonly name = 'InvalidArgument';
}

/** The connection ended, or could not be made. `sent` tells whether the call had left before that. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  readonly sent: boolean;
  readonly procedure: string | undefined;

  constructor(reason: string, fields: { sent: boolean; procedure?: string | undefined; cause?: unknown }) {
    const about = fields.procedure === undefined ? '' : ` during ${fields.procedure}`;
    super(`The connection to libvirt was lost${about}: ${reason}`, { cause: fields.cause });
    this.sent = fields.sent;
    this.procedure = fields.procedure;
  }
}

/** No answer within the call's deadline. If `sent`, the server may still carry the call out. */
export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
  readonly sent: boolean;
  readonly procedure: string;
  readonly timeoutMs: number;

  constructor(fields: { sent: boolean; procedure: string; timeoutMs: number; cause?: unknown }) {
    const why = fields.sent
      ? 'libvirt did not answer'
      : fields.cause instanceof Error
        ? `no connection: ${fields.cause.message}`
        : 'it waited behind earlier calls and was never sent';
    super(`${fields.procedure} took longer than ${fields.timeoutMs} ms: ${why}`, { cause: fields.cause });
    this.sent = fields.sent;
    this.procedure = fields.procedure;
    this.timeoutMs = fields.timeoutMs;
  }
}

/** The caller's AbortSignal fired; its reason is the cause. If `sent`, the server may still carry the call out. */
export class CallAborted extends Error {
  override readonly name = 'AbortError';
  readonly sent: boolean;
  readonly procedure: string;

  constructor(fields: { sent: boolean; procedure: string; cause?: unknown }) {
    super(`${fields.procedure} was cancelled ${fields.sent ? 'after' : 'before'} it was sent`, {
      cause: fields.cause,
    });
    this.sent = fields.sent;
    this.procedure = fields.procedure;
  }
}

/** True if the server does not know the procedure, or the driver behind it does not offer it. */
export const isUnsupported = (error: unknown): boolean =>
  error instanceof LibvirtError &&
  (error.code === libvirtErrorCode.noSupport || error.code === libvirtErrorCode.operationUnsupported);

/** True if `error` is the server's refusal with one of `codes` (see `libvirtErrorCode`). */
export const hasCode = (error: unknown, ...codes: readonly number[]): error is LibvirtError =>
  error instanceof LibvirtError && codes.includes(error.code);

/** What a failed call may have done. Whoever gets `unknown` has to look before trying again. */
export const outcomeOf = (error: unknown): CallOutcome => {
  if (error instanceof LibvirtError) return 'refused';
  if (error instanceof InvalidArgument) return 'notSent';
  if (error instanceof ConnectionLost || error instanceof DeadlineExceeded || error instanceof CallAborted) {
    return error.sent ? 'unknown' : 'notSent';
  }
  return 'unknown';
};
