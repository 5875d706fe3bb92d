import { type Connection, createConnection } from './connection.ts';
import { startDeadline } from './deadline.ts';
import { LibvirtError, libvirtErrorCode, libvirtErrorDomain } from './errors.ts';
import type { RpcEvent } from './incoming.ts';
import type { KeepaliveOptions } from './keepalive.ts';
import { hostProcedures } from './schema/host.ts';
import type { Transport } from './transport.ts';

/** What opening a session needs to know. */
export interface SessionOptions {
  readonly transport: Transport;
  /** The driver to open, for instance `qemu:///system`. */
  readonly uri: string;
  readonly keepalive: KeepaliveOptions;
  /** For the whole of connecting, authenticating and opening. */
  readonly openTimeoutMs: number;
  readonly maximumInFlight: number;
  readonly onEvent?: ((event: RpcEvent) => void) | undefined;
}

/** remote_auth_type. */
const authType = { none: 0, polkit: 2 } as const;

/** VIR_DRV_FEATURE_PROGRAM_KEEPALIVE: asking is also how the server learns that we answer its pings. */
const keepaliveFeature = 10;

const authenticate = async (
  connection: Connection,
  deadline: ReturnType<typeof startDeadline>,
): Promise<void> => {
  const { types } = await connection.call(hostProcedures.authList, {}, deadline);
  // Nothing listed means that the socket's permissions were enough.
  if (types.length === 0 || types.includes(authType.none)) return;
  if (types.includes(authType.polkit)) {
    await connection.call(hostProcedures.authPolkit, {}, deadline);
    return;
  }
  throw new LibvirtError({
    code: libvirtErrorCode.authUnavailable,
    domain: libvirtErrorDomain.rpc,
    message: `libvirt asks for an authentication that this client does not offer (types ${types.join(', ')}); allow this user on the unix socket`,
    procedure: hostProcedures.authList.name,
  });
};

/**
 * Connects, authenticates and opens the driver. Rejects with the transport's error, LibvirtError,
 * ConnectionLost or DeadlineExceeded; nothing is left open then.
 */
export const openSession = async (options: SessionOptions, signal: AbortSignal): Promise<Connection> => {
  const deadline = startDeadline(options.openTimeoutMs, signal);
  const dialing = AbortSignal.any([signal, AbortSignal.timeout(options.openTimeoutMs)]);
  let connection: Connection | undefined;
  try {
    const duplex = await options.transport.connect(dialing);
    connection = createConnection(duplex, {
      maximumInFlight: options.maximumInFlight,
      ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
    });
    await authenticate(connection, deadline);
    const { supported } = await connection.call(
      hostProcedures.connectSupportsFeature,
      { feature: keepaliveFeature },
      deadline,
    );
    await connection.call(hostProcedures.connectOpen, { name: options.uri, flags: 0 }, deadline);
    if (supported !== 0) connection.startKeepalive(options.keepalive);
    return connection;
  } catch (error) {
    connection?.close('it could not be opened');
    throw error;
  } finally {
    deadline.clear();
  }
};
