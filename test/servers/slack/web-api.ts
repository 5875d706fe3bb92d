import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, Refusal } from './answer.ts';
import { checkSaid } from './check-said.ts';
import type { Fault } from './faults.ts';
import { threadOf } from './methods/chat.ts';
import { privateFile, receiveUpload } from './methods/files.ts';
import { runMethod } from './methods/index.ts';
import type { Args, Room } from './room.ts';

/** Answers what an app asks over HTTP: methods, response addresses, uploads. */
export async function answerHttp(
  request: IncomingMessage,
  response: ServerResponse,
  room: Room,
): Promise<void> {
  const [, area = '', name = ''] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
  if (area === 'files-pri' && request.method === 'GET') return answerFile(name, request, response, room);
  const body = await bytesOf(request);
  if (request.method !== 'POST') return send(response, 405, 'method not allowed');
  if (area === 'api') return answerMethod(name, request, response, body, room);
  if (area === 'response') return answerResponse(name, response, body, room);
  if (area === 'upload') {
    const file = await fileIn(body, request.headers['content-type'] ?? '');
    return send(response, receiveUpload(name, file, room) ? 200 : 400, 'OK');
  }
  return send(response, 404, 'not found');
}

/** A private file: `/files-pri/<team>-<file>/download/<name>`. */
function answerFile(name: string, request: IncomingMessage, response: ServerResponse, room: Room): void {
  const { authorization } = request.headers;
  const found = privateFile(name, authorization, room);
  room.workspace.calls.push({ method: 'file', args: { name }, atMs: performance.now(), error: null });
  if (found === 'log in') {
    response.writeHead(302, { location: `${room.origin()}/login` });
    return void response.end();
  }
  if (!found) send(response, 404, 'not found');
  else response.writeHead(200, { 'content-type': 'text/plain', 'content-length': found.length }).end(found);
}

async function answerMethod(
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  room: Room,
): Promise<void> {
  const { args, token } = readCall(request, body);
  const fault = room.faults.take(method);
  if (fault?.kind === 'drop') return void response.destroy();
  if (fault?.kind === 'late') {
    response.destroy();
    await sleep(fault.ms, undefined, { ref: false });
    perform(method, args, token, room, null);
    return;
  }
  const { answer, retryAfterS } = perform(method, args, token, room, fault);
  if (fault?.kind === 'hang-up') return void response.destroy();
  if (fault?.kind === 'delay') await sleep(fault.ms, undefined, { ref: false });
  if (fault?.kind === 'held') await fault.until;
  if (fault?.kind === 'status') return send(response, fault.status, 'a proxy is sorry');
  if (retryAfterS !== null) {
    response.setHeader('retry-after', String(retryAfterS));
    return send(response, 429, JSON.stringify(answer), 'application/json');
  }
  send(response, 200, JSON.stringify(answer), 'application/json');
}

/** Does it, and writes down that it was asked. */
function perform(
  method: string,
  args: Args,
  token: string | null,
  room: Room,
  fault: Fault | null,
): { readonly answer: Answer; readonly retryAfterS: number | null } {
  const call = { method, args, atMs: performance.now(), error: null as string | null };
  room.workspace.calls.push(call);
  try {
    if (fault?.kind === 'limited') throw new Refusal('ratelimited', {}, fault.retryAfterS);
    if (fault?.kind === 'error') throw new Refusal(fault.error);
    if (fault?.kind === 'status') return { answer: {}, retryAfterS: null };
    return { answer: runMethod(method, args, token, room), retryAfterS: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    call.error = error.message;
    return { answer: error.answer, retryAfterS: error.retryAfterS };
  } finally {
    room.workspace.stage.changed();
  }
}

/** What was said to a `response_url`. */
function answerResponse(id: string, response: ServerResponse, body: Buffer, room: Room): void {
  const { workspace } = room;
  const call = {
    method: 'response_url',
    args: {} as Args,
    atMs: performance.now(),
    error: null as string | null,
  };
  workspace.calls.push(call);
  try {
    const args = JSON.parse(body.toString('utf8')) as Args;
    Object.assign(call, { args });
    const origin = room.responseUrls.use(id);
    if (args.delete_original === true) removeOriginal(origin.message, room);
    else if (args.replace_original === true) replaceOriginal(origin.message, args, room);
    else sayAnew(origin, args, room);
    send(response, 200, 'ok');
  } catch (error) {
    call.error = error instanceof Refusal ? error.message : 'invalid_payload';
    send(response, error instanceof Refusal && /_url$/.test(error.message) ? 404 : 200, call.error);
  } finally {
    workspace.stage.changed();
  }
}

type Original = ReturnType<Room['responseUrls']['use']>['message'];

function removeOriginal(original: Original, { workspace }: Room): void {
  if (!original) throw new Refusal('no_original');
  if ('via' in original) original.isDeleted = true;
  else workspace.remove(workspace.find(original.channel, original.ts) ?? original);
}

function replaceOriginal(original: Original, args: Args, room: Room): void {
  if (!original) throw new Refusal('no_original');
  const said = checkSaid(args, room);
  const current = room.workspace.find(original.channel, original.ts);
  if (current) room.workspace.change(current, said);
  else Object.assign(original, said);
}

function sayAnew(origin: ReturnType<Room['responseUrls']['use']>, args: Args, room: Room): void {
  const { workspace } = room;
  const said = checkSaid(args, room);
  const { channel, user } = origin;
  // It says nothing in a thread unless it is told which (docs.slack.dev, handling user interaction).
  const thread = threadOf(args, { id: channel }, room);
  if (args.response_type === 'in_channel') {
    workspace.post({ ...said, channel, thread, user: workspace.botUser, metadata: null });
  } else {
    const ts = workspace.ts();
    workspace.ephemerals.push({ ...said, channel, user, thread, ts, via: 'response_url', isDeleted: false });
  }
}

function readCall(
  request: IncomingMessage,
  body: Buffer,
): { readonly args: Args; readonly token: string | null } {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
  const text = body.toString('utf8');
  const isJson = (request.headers['content-type'] ?? '').includes('application/json');
  const { token = null, ...args } = isJson
    ? (JSON.parse(text || '{}') as Record<string, unknown>)
    : Object.fromEntries(
        [...new URLSearchParams(text)].map(([name, value]) => [name, argumentOf(name, value)]),
      );
  return { args, token: bearer ?? (token as string | null) };
}

/** In a form, what is no text travels as JSON. */
const STRUCTURED = new Set(['blocks', 'view', 'metadata', 'files', 'attachments']);

function argumentOf(name: string, value: string): unknown {
  return STRUCTURED.has(name) ? JSON.parse(value) : value;
}

/** A file comes as it is, or as the one field of a form. */
async function fileIn(body: Buffer, type: string): Promise<Buffer> {
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const [file] = form.values();
  return file instanceof Blob ? Buffer.from(await file.arrayBuffer()) : Buffer.from(file ?? '');
}

export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, status: number, body: string, type = 'text/plain'): void {
  response.writeHead(status, { 'content-type': type });
  response.end(body);
}
