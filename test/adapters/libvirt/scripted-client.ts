import {
  type EventListener,
  type EventMessage,
  type EventName,
  type LibvirtClient,
  LibvirtError,
  libvirtErrorCode,
} from '../../../adapters/libvirt/rpc/index.ts';

/** What is answered to a procedure of a name: a result, or an error to be thrown. */
export type Answers = Record<string, (args: never) => unknown>;

/** A client whose answers and events a test decides. */
export interface ScriptedClient extends LibvirtClient {
  readonly asked: readonly string[];
  tell<Name extends EventName>(name: Name, message: EventMessage<Name>): void;
  reconnect(): void;
}

/** @param answers by the procedure's name; what is not among them is refused */
export function scriptedClient(answers: Answers): ScriptedClient {
  const asked: string[] = [];
  const listeners = new Map<EventName, (message: never) => void>();
  const reconnections = new Set<() => void>();
  return {
    asked,
    tell: (name, message) => (listeners.get(name) as EventListener<typeof name> | undefined)?.(message),
    reconnect: () => {
      for (const listener of reconnections) listener();
    },
    async call(procedure, args) {
      asked.push(procedure.name);
      const answer = answers[procedure.name];
      if (!answer) throw refusal(libvirtErrorCode.noSupport, `${procedure.name} is not in the script`);
      return answer(args as never) as never;
    },
    openStream: () => Promise.reject(new Error('no streams in the script')),
    async onEvent(name, listener) {
      listeners.set(name, listener as (message: never) => void);
      return () => void listeners.delete(name);
    },
    onReconnected(listener) {
      reconnections.add(listener);
      return () => void reconnections.delete(listener);
    },
    onState: () => () => undefined,
    close: () => undefined,
  };
}

export function refusal(code: number, message: string): LibvirtError {
  return new LibvirtError({ code, domain: 10, message, procedure: 'scripted' });
}
