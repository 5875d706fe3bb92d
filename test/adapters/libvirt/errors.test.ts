import { expect, test } from 'vitest';
import { translate } from '../../../adapters/libvirt/errors.ts';
import {
  ConnectionLost,
  libvirtErrorCode as code,
  DeadlineExceeded,
  LibvirtError,
} from '../../../adapters/libvirt/rpc/index.ts';
import { hostError } from '../../fakes/host-error.ts';

const said = (number: number, message: string): LibvirtError =>
  new LibvirtError({ code: number, domain: 10, message, procedure: 'domainCreateWithFlags' });
const what = { en: 'web1 cannot be started', es: 'No se puede arrancar web1' };
const doing = { what, changes: true };

test.each([
  ['not-found', said(code.noDomain, 'Domain not found')],
  ['exists', said(code.operationFailed, "operation failed: domain 'web1' already exists with uuid 1")],
  ['exists', said(code.storageVolumeExists, 'volume exists')],
  ['busy', said(code.internalError, "internal error: pool 'labvm' has asynchronous jobs running.")],
  ['busy', said(code.operationTimeout, 'cannot acquire state change lock')],
  ['wrong-state', said(code.operationInvalid, 'domain is not running')],
  ['no-capacity', said(code.internalError, 'qemu: cannot set up guest memory: Cannot allocate memory')],
  ['no-capacity', said(code.systemError, 'No space left on device')],
  ['unsupported', said(code.configUnsupported, 'unsupported configuration')],
  ['unreachable', said(code.authFailed, 'authentication failed')],
  ['failed', said(code.internalError, 'something else')],
  ['failed', new Error('something else')],
  ['outcome-unknown', new ConnectionLost('gone', { sent: true })],
  ['unreachable', new ConnectionLost('gone', { sent: false })],
  ['outcome-unknown', new DeadlineExceeded({ sent: true, procedure: 'p', timeoutMs: 5 })],
])('is %s for an order: %s', (kind, error) => {
  expect(translate(error, doing)).toMatchObject({ name: 'PortError', kind, cause: error });
});

test('a question that was lost may be asked again: its outcome is not unknown', () => {
  const lost = new ConnectionLost('gone', { sent: true });
  expect(translate(lost, { what, changes: false })).toMatchObject({ kind: 'unreachable' });
});

test('says what failed and what to do in both languages, and libvirt’s words behind: one line, short, harmless', () => {
  const error = translate(said(code.internalError, `why\u001b[31m\n${'x'.repeat(9999)}\nend`), doing);
  expect(error).toMatchObject({
    text: {
      en: 'web1 cannot be started: libvirt refused it for a reason that labvm does not know.',
      es: 'No se puede arrancar web1: libvirt lo ha rechazado por un motivo que labvm no conoce.',
    },
    evidence: expect.stringMatching(/^libvirt: "…x{236} end"$/),
  });
});

test('leaves the core’s own errors as they are', () => {
  const error = hostError('exists', 'as it is');
  expect(translate(error, doing)).toBe(error);
});
