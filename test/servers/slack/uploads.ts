interface Upload {
  readonly name: string;
  readonly length: number;
  bytes: Buffer | null;
  /** When it was completed, by `performance.now()`. */
  completedAtMs: number | null;
}

/** Files on their way and files that are there, by id. */
const uploads = new WeakMap<object, Map<string, Upload>>();

export function uploadsOf({ workspace }: { readonly workspace: object }): Map<string, Upload> {
  const known = uploads.get(workspace) ?? new Map<string, Upload>();
  uploads.set(workspace, known);
  return known;
}

/** How long Slack looks through a file before blocks may show it, in milliseconds. */
const PROCESSING_MS = 300;
/** What a PNG begins with (PNG, 5.2). */
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Whether blocks may show this file: one of ours, a picture, and looked through. */
export function isShowable(id: string, room: { readonly workspace: object }): boolean {
  const upload = uploadsOf(room).get(id);
  if (!upload?.bytes || upload.completedAtMs === null) return false;
  return upload.bytes.subarray(0, 8).equals(PNG) && performance.now() > upload.completedAtMs + PROCESSING_MS;
}
