import { LibvirtError, libvirtErrorCode, libvirtErrorDomain, ProtocolError } from './errors.ts';
import { messageError } from './schema/structures.ts';
import { decode } from './xdr/codec.ts';

/**
 * Reads the body of a frame with status error. A server that does not know a procedure says so as a general
 * RPC error; it becomes `noSupport`, as in libvirt's own client.
 */
export const readRefusal = (payload: Buffer, procedure: string): LibvirtError | ProtocolError => {
  try {
    const { code, domain, message } = decode(messageError, payload);
    const unknownProcedure =
      domain === libvirtErrorDomain.rpc &&
      code === libvirtErrorCode.rpc &&
      message?.startsWith('unknown procedure') === true;
    return new LibvirtError({
      code: unknownProcedure ? libvirtErrorCode.noSupport : code,
      domain,
      message: message ?? `libvirt refused ${procedure} without a reason`,
      procedure,
    });
  } catch (cause) {
    return new ProtocolError(`libvirt refused ${procedure} with an error that cannot be read`, { cause });
  }
};
